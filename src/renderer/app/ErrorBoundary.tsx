import { Component, type ReactNode } from 'react';
import { asFailure, type Failure } from '../../contract/failure.ts';
import { Button } from '../components/controls/Button.tsx';
import { ErrorNote } from '../components/ErrorNote.tsx';
import './ErrorBoundary.css';

interface ErrorBoundaryProps {
  readonly children: ReactNode;
}

interface ErrorBoundaryState {
  readonly failure: Failure | null;
}

/** The last resort: a fault in the interface itself. The catalog is with the engine and is not touched by it. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { failure: null };

  static getDerivedStateFromError(thrown: unknown): ErrorBoundaryState {
    return { failure: asFailure(thrown) };
  }

  override render(): ReactNode {
    const { failure } = this.state;
    if (failure === null) return this.props.children;
    return (
      <main className="error-boundary">
        <ErrorNote
          title="Something in this window went wrong. Your catalog is safe."
          failure={failure}
          actions={
            <Button variant="primary" onPress={() => window.location.reload()}>
              Reload the window
            </Button>
          }
        />
      </main>
    );
  }
}
