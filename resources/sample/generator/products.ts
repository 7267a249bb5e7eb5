import { dayOf } from './calendar.ts'
import type { EntityCode } from './entities.ts'
import type { Cents } from './money.ts'
import { table } from './table.ts'

/** Share of list price that standard cost takes, and how demand moves over the twelve months of a year. */
type Category = { name: string; revenueAccount: string; costAccount: string; costShare: number; season: number[]; products: string }

// name; pack; list price in dollars a case; where it is not sold everywhere, the entities that sell it
const categories: readonly Category[] = [
  { name: 'Coffee & Tea', revenueAccount: '4110', costAccount: '5110', costShare: 0.42, season: [108, 104, 102, 98, 94, 90, 88, 90, 98, 106, 110, 112], products: `
Highland Arabica Beans; 8 x 1 kg; 96
House Blend Ground; 12 x 500 g; 71
Espresso Forte Beans; 8 x 1 kg; 92
Decaf Ground; 12 x 500 g; 77
Coffee Capsules Lungo; 20 x 10; 64
Instant Gold; 12 x 200 g; 69
English Breakfast Tea; 24 x 80 bags; 58
Green Sencha; 24 x 40 bags; 55
Peppermint Infusion; 24 x 40 bags; 46` },
  { name: 'Confectionery', revenueAccount: '4120', costAccount: '5120', costShare: 0.525, season: [84, 98, 104, 96, 88, 82, 80, 84, 96, 112, 128, 148], products: `
Dark Chocolate 72%; 24 x 100 g; 44
Milk Chocolate Hazelnut; 24 x 100 g; 41
Chocolate Truffles; 12 x 250 g; 66
Fruit Gums; 20 x 200 g; 29
Caramel Fudge; 16 x 180 g; 33
Almond Nougat; 18 x 150 g; 38
Peanut Butter Cups; 24 x 120 g; 36; US01` },
  { name: 'Snacks', revenueAccount: '4130', costAccount: '5130', costShare: 0.575, season: [94, 95, 97, 99, 103, 108, 110, 107, 100, 97, 96, 104], products: `
Sea Salt Crisps; 20 x 150 g; 24
Paprika Crisps; 20 x 150 g; 24
Roasted Almonds; 16 x 200 g; 52
Trail Mix; 16 x 250 g; 43
Wholegrain Crackers; 18 x 200 g; 27
Rice Cakes; 24 x 130 g; 23
Pretzel Twists; 18 x 300 g; 26
Oat Bars; 30 x 40 g; 31
Ranch Corn Chips; 20 x 200 g; 25; US01` },
  { name: 'Pasta & Grains', revenueAccount: '4140', costAccount: '5140', costShare: 0.6, season: [106, 103, 101, 98, 95, 92, 91, 94, 100, 104, 108, 108], products: `
Durum Spaghetti; 24 x 500 g; 25
Penne Rigate; 24 x 500 g; 25
Wholewheat Fusilli; 24 x 500 g; 28
Egg Tagliatelle; 16 x 500 g; 34
Basmati Rice; 10 x 1 kg; 37
Risotto Rice; 10 x 1 kg; 41
Couscous; 16 x 500 g; 29
Rolled Oats; 12 x 1 kg; 22
Stone-Ground Grits; 12 x 1 kg; 24; US01` },
  { name: 'Sauces & Condiments', revenueAccount: '4150', costAccount: '5150', costShare: 0.515, season: [94, 95, 98, 103, 110, 114, 113, 109, 98, 92, 90, 94], products: `
Tomato Passata; 12 x 690 g; 26
Basil Pesto; 12 x 190 g; 39
Arrabbiata Sauce; 12 x 400 g; 32
Tomato Ketchup; 12 x 500 ml; 23
Wholegrain Mustard; 12 x 210 g; 28
Mango Chutney; 12 x 340 g; 34
Soy Sauce; 12 x 500 ml; 30
Hickory Barbecue Sauce; 12 x 510 g; 29; US01` },
  { name: 'Oils & Vinegars', revenueAccount: '4160', costAccount: '5160', costShare: 0.585, season: [96, 96, 98, 102, 106, 108, 107, 104, 99, 96, 94, 94], products: `
Extra Virgin Olive Oil; 12 x 750 ml; 98
Mild Olive Oil; 12 x 1 l; 88
Sunflower Oil; 12 x 1 l; 32
Rapeseed Oil; 12 x 1 l; 36
Balsamic Vinegar; 12 x 500 ml; 47
Apple Cider Vinegar; 12 x 500 ml; 27` },
  { name: 'Canned & Preserved', revenueAccount: '4170', costAccount: '5170', costShare: 0.575, season: [106, 104, 101, 98, 96, 93, 92, 94, 99, 103, 106, 108], products: `
Chopped Tomatoes; 24 x 400 g; 22
Chickpeas; 24 x 400 g; 21
Kidney Beans; 24 x 400 g; 21
Sweetcorn; 24 x 340 g; 24
Tuna in Olive Oil; 24 x 160 g; 58
Green Olives; 12 x 350 g; 35
Strawberry Preserve; 12 x 340 g; 33` },
  { name: 'Beverages', revenueAccount: '4180', costAccount: '5180', costShare: 0.55, season: [82, 85, 92, 100, 112, 124, 128, 122, 103, 90, 82, 88], products: `
Orange Juice; 12 x 1 l; 27
Apple Juice; 12 x 1 l; 24
Sparkling Lemonade; 24 x 330 ml; 22
Elderflower Cordial; 12 x 500 ml; 41
Iced Tea Peach; 24 x 500 ml; 26
Root Beer; 24 x 355 ml; 23; US01
Cold Brew Oat Latte; 12 x 250 ml; 34; none` },
]

export type Product = {
  id: number; sku: string; name: string; pack: string; category: Category; /** Dollars a case on today's price list. */ listPrice: Cents; /** Dollars a case in January 2023. */ basePrice: Cents
  baseCost: Cents; soldBy: readonly EntityCode[]; launch: number
}

const everywhere: readonly EntityCode[] = ['US01', 'DE01', 'UK01']
// 2 % in March 2024, 6.5 % in March 2025, 1 % in March 2026: see priceIndex in sales.ts.
const priceSinceBase = 1.02 * 1.065 * 1.01

const readProducts = (): Product[] => {
  let id = 0
  return categories.flatMap((category) => category.products.trim().split('\n').map((line) => {
    id++
    const [name = '', pack = '', dollars = '', only] = line.split('; ')
    const basePrice = Number(dollars) * 100
    // Margins differ a little within a category.
    const costShare = category.costShare + ((id * 7) % 5 - 2) * 0.008
    return {
      id, sku: `${name.replace(/[^A-Z]/g, '').padEnd(3, 'X').slice(0, 3)}-${4000 + id * 13}`, name, pack, category, basePrice, baseCost: Math.round(basePrice * costShare),
      listPrice: Math.round((basePrice * priceSinceBase) / 10) * 10, soldBy: only === undefined ? everywhere : everywhere.filter((code) => code === only),
      launch: only === 'none' ? dayOf(2026, 6, 15) : dayOf(2012 + ((id * 5) % 10), ((id * 7) % 12) + 1, 1),
    }
  }))
}

export const products: readonly Product[] = readProducts()
export const categoryNames: readonly string[] = categories.map((category) => category.name)
export const categoryOf = (name: string): Category => {
  const category = categories.find((one) => one.name === name)
  if (category === undefined) throw new RangeError(`no category ${name}`)
  return category
}

export const productsTable = table('products', {
  product_id: 'integer', sku: 'text', product_name: 'text', category: 'text', pack_size: 'text', list_price_usd: 'money', std_cost_usd: 'money', launch_date: 'date',
}, products.map((product) => ({
  product_id: product.id, sku: product.sku, product_name: product.name, category: product.category.name, pack_size: product.pack,
  // Costs rose 3 % each January.
  list_price_usd: product.listPrice, std_cost_usd: Math.round(product.baseCost * 1.03 * 1.03 * 1.03), launch_date: product.launch,
})))
