/** Every kind of article that the sample catalog sells: its place in the catalog, its cloth and who draws it. */
import { drawBelt, drawCap, drawScarf, drawSocks, drawSunglasses, drawTie, drawWatch } from './accessories.ts';
import { drawBackpack, drawHandbag, drawWallet } from './bags.ts';
import { drawJeans, drawShorts, drawTrackPants, drawTrousers } from './bottoms.ts';
import type { BaseColour } from './colours.ts';
import { drawDress, drawSkirtOnly } from './dresses.ts';
import type { PatternName } from './fabrics.ts';
import type { Figure, Gender, Look } from './figure.ts';
import { drawFormalShoe, drawHeel, drawSandal, drawSneaker, drawSportsShoe } from './footwear.ts';
import { drawJacket, drawKurta, drawShirt, drawSweater, drawSweatshirt, drawTop, drawTshirt } from './tops.ts';

type AtLeastOne<T> = readonly [T, ...T[]];

export interface ArticleType {
  readonly articleType: string;
  readonly masterCategory: 'Apparel' | 'Footwear' | 'Accessories';
  readonly subCategory: string;
  /** How one of them is called in a product's name. */
  readonly noun: string;
  readonly genders: AtLeastOne<Gender>;
  readonly colours: AtLeastOne<BaseColour>;
  readonly patterns: AtLeastOne<PatternName>;
  readonly usages: AtLeastOne<string>;
  readonly seasons: AtLeastOne<string>;
  /** Out of all articles; a catalog has more T-shirts than ties. */
  readonly share: number;
  /** Width over height of the photo it suits; most are portraits. */
  readonly isWide: boolean;
  readonly draw: (look: Look) => Figure;
}

const bright: AtLeastOne<BaseColour> = ['White', 'Black', 'Grey', 'Navy Blue', 'Blue', 'Red', 'Green', 'Yellow', 'Orange', 'Pink', 'Purple', 'Teal', 'Turquoise Blue', 'Maroon', 'Mustard', 'Olive'];
const soft: AtLeastOne<BaseColour> = ['Cream', 'White', 'Peach', 'Pink', 'Lavender', 'Turquoise Blue', 'Navy Blue', 'Black', 'Red', 'Maroon', 'Mustard', 'Teal', 'Green', 'Purple', 'Blue'];
const muted: AtLeastOne<BaseColour> = ['Navy Blue', 'Grey', 'Charcoal', 'Olive', 'Beige', 'Black', 'Brown', 'Tan', 'Maroon', 'Teal'];
const leather: AtLeastOne<BaseColour> = ['Black', 'Brown', 'Tan', 'Maroon', 'Navy Blue', 'Beige', 'Grey'];
const denim: AtLeastOne<BaseColour> = ['Blue', 'Navy Blue', 'Black', 'Grey', 'Blue'];

const adults: AtLeastOne<Gender> = ['Men', 'Women'];
const everyone: AtLeastOne<Gender> = ['Men', 'Women', 'Men', 'Women', 'Boys', 'Girls'];

const apparel = { masterCategory: 'Apparel', isWide: false } as const;
const footwear = { masterCategory: 'Footwear', isWide: true } as const;
const accessory = { masterCategory: 'Accessories', isWide: false } as const;

export const articleTypes: AtLeastOne<ArticleType> = [
  { ...apparel, articleType: 'Tshirts', subCategory: 'Topwear', noun: 'T-shirt', genders: everyone, colours: bright, patterns: ['solid', 'printed', 'striped', 'printed', 'melange', 'colourblock'], usages: ['Casual', 'Casual', 'Sports'], seasons: ['Summer', 'Fall'], share: 10, draw: drawTshirt },
  { ...apparel, articleType: 'Shirts', subCategory: 'Topwear', noun: 'Shirt', genders: ['Men', 'Men', 'Women', 'Boys'], colours: bright, patterns: ['checked', 'solid', 'striped', 'pinstriped', 'checked', 'dotted'], usages: ['Casual', 'Formal'], seasons: ['Summer', 'Fall'], share: 9, draw: drawShirt },
  { ...apparel, articleType: 'Tops', subCategory: 'Topwear', noun: 'Top', genders: ['Women', 'Girls', 'Women'], colours: soft, patterns: ['floral', 'solid', 'dotted', 'striped', 'colourblock'], usages: ['Casual'], seasons: ['Summer', 'Spring'], share: 5, draw: drawTop },
  { ...apparel, articleType: 'Kurtas', subCategory: 'Topwear', noun: 'Kurta', genders: ['Women', 'Women', 'Men'], colours: soft, patterns: ['floral', 'solid', 'dotted', 'checked'], usages: ['Ethnic'], seasons: ['Summer', 'Fall'], share: 4, draw: drawKurta },
  { ...apparel, articleType: 'Sweaters', subCategory: 'Topwear', noun: 'Sweater', genders: adults, colours: muted, patterns: ['solid', 'melange', 'striped', 'colourblock'], usages: ['Casual'], seasons: ['Winter', 'Fall'], share: 5, draw: drawSweater },
  { ...apparel, articleType: 'Sweatshirts', subCategory: 'Topwear', noun: 'Hooded Sweatshirt', genders: everyone, colours: bright, patterns: ['solid', 'printed', 'melange', 'colourblock'], usages: ['Casual', 'Sports'], seasons: ['Fall', 'Winter'], share: 4, draw: drawSweatshirt },
  { ...apparel, articleType: 'Jackets', subCategory: 'Topwear', noun: 'Jacket', genders: adults, colours: muted, patterns: ['solid', 'solid', 'colourblock', 'denim'], usages: ['Casual'], seasons: ['Winter', 'Fall'], share: 5, draw: drawJacket },
  { ...apparel, articleType: 'Dresses', subCategory: 'Dress', noun: 'Dress', genders: ['Women', 'Women', 'Girls'], colours: soft, patterns: ['floral', 'solid', 'dotted', 'striped', 'checked', 'floral'], usages: ['Casual', 'Party'], seasons: ['Summer', 'Spring'], share: 7, draw: drawDress },
  { ...apparel, articleType: 'Skirts', subCategory: 'Bottomwear', noun: 'Skirt', genders: ['Women', 'Women', 'Girls'], colours: soft, patterns: ['solid', 'floral', 'checked', 'dotted', 'denim'], usages: ['Casual'], seasons: ['Summer', 'Spring'], share: 4, draw: drawSkirtOnly },
  { ...apparel, articleType: 'Jeans', subCategory: 'Bottomwear', noun: 'Jeans', genders: adults, colours: denim, patterns: ['denim'], usages: ['Casual'], seasons: ['Summer', 'Fall'], share: 5, draw: drawJeans },
  { ...apparel, articleType: 'Trousers', subCategory: 'Bottomwear', noun: 'Trousers', genders: adults, colours: muted, patterns: ['solid', 'solid', 'pinstriped', 'checked'], usages: ['Formal', 'Casual'], seasons: ['Fall', 'Summer'], share: 4, draw: drawTrousers },
  { ...apparel, articleType: 'Track Pants', subCategory: 'Bottomwear', noun: 'Track Pants', genders: adults, colours: ['Black', 'Grey', 'Navy Blue', 'Charcoal', 'Maroon', 'Olive'], patterns: ['solid', 'melange'], usages: ['Sports'], seasons: ['Fall', 'Summer'], share: 3, draw: drawTrackPants },
  { ...apparel, articleType: 'Shorts', subCategory: 'Bottomwear', noun: 'Shorts', genders: everyone, colours: muted, patterns: ['solid', 'checked', 'denim', 'striped'], usages: ['Casual', 'Sports'], seasons: ['Summer'], share: 4, draw: drawShorts },
  { ...apparel, articleType: 'Socks', subCategory: 'Socks', noun: 'Socks', genders: ['Men', 'Women', 'Unisex'], colours: bright, patterns: ['striped', 'solid', 'dotted', 'checked'], usages: ['Casual'], seasons: ['Winter', 'Summer'], share: 2, draw: drawSocks },
  { ...footwear, articleType: 'Casual Shoes', subCategory: 'Shoes', noun: 'Sneakers', genders: everyone, colours: bright, patterns: ['solid', 'solid', 'denim', 'checked'], usages: ['Casual'], seasons: ['Summer', 'Fall'], share: 7, draw: drawSneaker },
  { ...footwear, articleType: 'Sports Shoes', subCategory: 'Shoes', noun: 'Running Shoes', genders: adults, colours: bright, patterns: ['solid'], usages: ['Sports'], seasons: ['Summer', 'Fall'], share: 5, draw: drawSportsShoe },
  { ...footwear, articleType: 'Formal Shoes', subCategory: 'Shoes', noun: 'Leather Shoes', genders: ['Men'], colours: ['Black', 'Brown', 'Tan', 'Maroon'], patterns: ['solid'], usages: ['Formal'], seasons: ['Winter', 'Fall'], share: 3, draw: drawFormalShoe },
  { ...footwear, articleType: 'Heels', subCategory: 'Shoes', noun: 'Heels', genders: ['Women'], colours: ['Black', 'Red', 'Beige', 'Pink', 'Maroon', 'Navy Blue', 'Peach', 'Teal', 'Tan', 'Purple'], patterns: ['solid', 'solid', 'solid', 'dotted'], usages: ['Party', 'Casual'], seasons: ['Summer', 'Winter'], share: 5, draw: drawHeel },
  { ...footwear, isWide: false, articleType: 'Sandals', subCategory: 'Sandal', noun: 'Sandals', genders: ['Women', 'Men', 'Women'], colours: ['Brown', 'Tan', 'Black', 'Beige', 'Navy Blue', 'Red', 'Turquoise Blue', 'Pink', 'Mustard'], patterns: ['solid'], usages: ['Casual'], seasons: ['Summer'], share: 4, draw: drawSandal },
  { ...accessory, articleType: 'Handbags', subCategory: 'Bags', noun: 'Handbag', genders: ['Women'], colours: [...leather, 'Red', 'Mustard', 'Teal', 'Pink', 'Cream'], patterns: ['solid', 'solid', 'solid', 'checked', 'striped'], usages: ['Casual', 'Party'], seasons: ['Summer', 'Winter'], share: 6, draw: drawHandbag },
  { ...accessory, articleType: 'Backpacks', subCategory: 'Bags', noun: 'Backpack', genders: ['Unisex'], colours: bright, patterns: ['solid', 'solid', 'melange', 'checked', 'colourblock'], usages: ['Casual', 'Travel'], seasons: ['Fall', 'Summer'], share: 4, draw: drawBackpack },
  { ...accessory, isWide: true, articleType: 'Wallets', subCategory: 'Wallets', noun: 'Wallet', genders: adults, colours: leather, patterns: ['solid'], usages: ['Casual'], seasons: ['Winter', 'Summer'], share: 2, draw: drawWallet },
  { ...accessory, articleType: 'Watches', subCategory: 'Watches', noun: 'Watch', genders: ['Men', 'Women', 'Unisex'], colours: [...leather, 'White', 'Red'], patterns: ['solid'], usages: ['Casual', 'Formal'], seasons: ['Winter', 'Summer'], share: 5, draw: drawWatch },
  { ...accessory, isWide: true, articleType: 'Caps', subCategory: 'Headwear', noun: 'Cap', genders: ['Unisex', 'Men', 'Boys'], colours: bright, patterns: ['solid', 'solid', 'checked', 'denim', 'melange'], usages: ['Casual', 'Sports'], seasons: ['Summer'], share: 3, draw: drawCap },
  { ...accessory, isWide: true, articleType: 'Sunglasses', subCategory: 'Eyewear', noun: 'Sunglasses', genders: ['Unisex', 'Men', 'Women'], colours: ['Black', 'Brown', 'Tan', 'Blue', 'Red', 'Cream', 'Green', 'Charcoal'], patterns: ['solid'], usages: ['Casual'], seasons: ['Summer'], share: 4, draw: drawSunglasses },
  { ...accessory, isWide: true, articleType: 'Belts', subCategory: 'Belts', noun: 'Belt', genders: ['Men', 'Women'], colours: leather, patterns: ['solid'], usages: ['Casual', 'Formal'], seasons: ['Summer', 'Winter'], share: 3, draw: drawBelt },
  { ...accessory, articleType: 'Scarves', subCategory: 'Scarves', noun: 'Scarf', genders: ['Women', 'Unisex', 'Men'], colours: soft, patterns: ['checked', 'striped', 'solid', 'floral', 'melange'], usages: ['Casual'], seasons: ['Winter'], share: 3, draw: drawScarf },
  { ...accessory, articleType: 'Ties', subCategory: 'Ties', noun: 'Tie', genders: ['Men'], colours: ['Navy Blue', 'Maroon', 'Charcoal', 'Blue', 'Red', 'Green', 'Purple', 'Grey'], patterns: ['striped', 'dotted', 'solid', 'checked'], usages: ['Formal'], seasons: ['Winter', 'Summer'], share: 2, draw: drawTie },
];
