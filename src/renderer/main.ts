// The base comes first: components override it.
import './tokens.css';
import './base.css';
import { pages } from './app/pages.ts';
import { startInterface } from './app/startInterface.tsx';

startInterface(pages);
