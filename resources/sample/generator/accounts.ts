import { table } from './table.ts'

/**
 * The chart of accounts as controllers write one: indentation is the tree. `{…}` names the line of the statement, `*` the account group;
 * both hold for everything below. `~` marks an account whose normal side is opposite to its nature.
 */
const chart = `
1000 Assets
  1100 Current assets
    1110 Cash and cash equivalents {Cash and cash equivalents} *
      1111 Bank, operating account
      1112 Bank, payroll account
      1113 Petty cash
    1200 Receivables *
      1210 Accounts receivable {Accounts receivable}
      1220 Allowance for doubtful accounts {Accounts receivable} ~
      1230 Other receivables {Other current assets}
        1231 Employee advances
        1232 Vendor deposits
      1240 Input VAT {Other current assets}
    1300 Inventories {Inventories} *
      1310 Finished goods
      1320 Packaging stock
      1330 Goods in transit
      1390 Inventory reserve ~
    1400 Prepayments {Other current assets} *
      1410 Prepaid rent
      1420 Prepaid insurance
      1430 Prepaid software
  1500 Non-current assets
    1600 Property, plant and equipment {Property, plant and equipment} *
      1610 At cost
        1611 Land and buildings
        1612 Warehouse equipment
        1613 Vehicles
        1614 Computers and office equipment
      1620 Accumulated depreciation ~
        1621 Depreciation of buildings ~
        1622 Depreciation of warehouse equipment ~
        1623 Depreciation of vehicles ~
        1624 Depreciation of computers ~
    1700 Intangible assets {Intangible assets} *
      1710 Software licences
      1720 Brands
      1790 Accumulated amortisation ~
    1800 Deferred tax assets {Other non-current assets} *
2000 Liabilities
  2100 Current liabilities
    2110 Accounts payable {Accounts payable} *
    2120 Accrued liabilities {Accrued liabilities} *
      2121 Accrued expenses
      2122 Accrued bonuses
      2123 Goods received, not invoiced
    2130 Payroll liabilities {Other current liabilities} *
      2131 Payroll taxes payable
      2132 Pension payable
    2140 Taxes payable {Taxes payable} *
      2141 Output VAT
      2142 Income tax payable
    2150 Customer deposits {Other current liabilities} *
    2160 Current portion of loans {Borrowings} *
  2500 Non-current liabilities
    2510 Bank loans {Borrowings} *
      2511 Term loan A
      2512 Term loan B
    2520 Deferred tax liabilities {Other non-current liabilities} *
    2530 Provisions {Other non-current liabilities} *
3000 Equity
  3100 Share capital {Share capital} *
  3200 Additional paid-in capital {Share capital} *
  3300 Retained earnings {Retained earnings} *
    3310 Retained earnings brought forward
    3320 Dividends declared ~
  3400 Currency translation reserve {Currency translation reserve} *
4000 Income
  4100 Product sales {Revenue} *
    4110 Sales of coffee and tea
    4120 Sales of confectionery
    4130 Sales of snacks
    4140 Sales of pasta and grains
    4150 Sales of sauces and condiments
    4160 Sales of oils and vinegars
    4170 Sales of canned and preserved food
    4180 Sales of beverages
  4500 Other income {Other income} *
    4510 Sublease income
    4520 Insurance recoveries
    4530 Gain on disposal of assets
5000 Cost of sales
  5100 Standard cost of goods sold {Cost of sales} *
    5110 Cost of coffee and tea
    5120 Cost of confectionery
    5130 Cost of snacks
    5140 Cost of pasta and grains
    5150 Cost of sauces and condiments
    5160 Cost of oils and vinegars
    5170 Cost of canned and preserved food
    5180 Cost of beverages
  5500 Other cost of sales {Cost of sales} *
    5510 Freight in
    5520 Customs and duties
    5530 Inventory write-offs
    5540 Stock count differences
6000 Operating expenses {Operating expenses}
  6100 Personnel *
    6110 Pay
      6111 Salaries and wages
      6112 Overtime
      6113 Bonuses
      6114 Temporary staff
    6120 Social costs
      6121 Social security and payroll taxes
      6122 Pension contributions
      6123 Health and other benefits
    6130 Development
      6131 Training
      6132 Recruitment
      6133 Relocation
  6200 Travel *
    6210 Airfare
    6220 Hotels
    6230 Ground transport
      6231 Rail
      6232 Taxi and car hire
      6233 Mileage
    6240 Meals and per diem
    6250 Visa and travel fees
  6300 Marketing *
    6310 Advertising
      6311 Digital advertising
      6312 Print advertising
      6313 Television and radio
    6320 Trade shows
    6330 Samples and promotions
    6340 Agency fees
    6350 Market research
    6360 Marketplace fees
  6400 Distribution *
    6410 Outbound freight
      6411 Road freight
      6412 Sea freight
      6413 Air freight
      6414 Courier
    6420 Third-party warehousing
    6430 Packaging and pallets
    6440 Vehicle running costs
      6441 Fuel
      6442 Vehicle leases
      6443 Vehicle repairs
  6500 Premises *
    6510 Rent
    6520 Utilities
      6521 Electricity
      6522 Gas
      6523 Water and waste
    6530 Cleaning
    6540 Repairs and maintenance
    6550 Security
    6560 Property insurance
    6570 Property tax
  6600 Information technology *
    6610 Software subscriptions
    6620 Cloud hosting
    6630 IT consulting
    6640 Small hardware
    6650 Telephone and data lines
  6700 Professional fees *
    6710 Audit
    6720 Legal fees
    6730 Tax advice
    6740 Management consulting
    6750 Bank charges
  6800 Research and quality *
    6810 Laboratory testing
    6820 Certification
    6830 Product trials
  6900 Office and other *
    6910 Office supplies
    6920 Postage
    6930 Memberships and subscriptions
    6940 Donations
    6950 Business entertainment
    6960 Bad debt expense
    6970 Liability insurance
7000 Depreciation and amortisation {Depreciation and amortisation}
  7100 Depreciation *
    7110 Depreciation, buildings
    7120 Depreciation, warehouse equipment
    7130 Depreciation, vehicles
    7140 Depreciation, computers
  7200 Amortisation *
    7210 Amortisation, software
8000 Finance costs {Finance costs}
  8100 Interest *
    8110 Interest on bank loans
    8120 Lease interest
  8200 Exchange differences *
9000 Income tax {Income tax}
  9100 Current tax *
  9200 Deferred tax *
`

const natures = ['asset', 'liability', 'equity', 'income', 'expense'] as const
type Nature = (typeof natures)[number]
export type Account = {
  code: string; name: string; parent: Account | null; level: number; nature: Nature; contra: boolean; statementLine: string | null; group: string | null; postable: boolean
}

const readChart = (): Account[] => {
  const accounts: Account[] = []
  const open: Account[] = []
  for (const line of chart.trim().split('\n')) {
    const read = /^( *)(\d{4}) ([^{~*]+?)(?: \{([^}]+)\})?( ~)?( \*)?$/.exec(line)
    const [, indent, code, name, statementLine, contra, group] = read ?? []
    if (indent === undefined || code === undefined || name === undefined) throw new SyntaxError(`unreadable account: ${line}`)
    open.length = indent.length / 2
    const parent = open.at(-1) ?? null
    if (parent !== null) parent.postable = false
    const account: Account = {
      code, name, parent, level: open.length + 1, nature: natures[Math.min(4, Number(code[0]) - 1)] ?? 'expense', contra: contra !== undefined,
      statementLine: statementLine ?? parent?.statementLine ?? null, group: group === undefined ? (parent?.group ?? null) : name, postable: true,
    }
    accounts.push(account)
    open.push(account)
  }
  return accounts
}

export const accounts: readonly Account[] = readChart()
const byCode = new Map(accounts.map((account) => [account.code, account]))

/** An account that may be posted to; anything else is a mistake of the generator. */
export const postable = (code: string): Account => {
  const account = byCode.get(code)
  if (!account?.postable) throw new RangeError(`account ${code} cannot be posted to`)
  return account
}
export const isProfitAndLoss = (account: Account): boolean => account.nature === 'income' || account.nature === 'expense'

const debitSide = (account: Account) => (account.nature === 'asset' || account.nature === 'expense') !== account.contra

export const accountsTable = table('accounts', {
  acct_code: 'text', acct_name: 'text', parent_acct_code: 'text', acct_level: 'integer', nature: 'text', normal_sign: 'integer', stmt: 'text', stmt_line: 'text',
  acct_grp: 'text', postable_flag: 'boolean',
}, accounts.map((account) => ({
  acct_code: account.code, acct_name: account.name, parent_acct_code: account.parent?.code ?? null, acct_level: account.level, nature: account.nature,
  normal_sign: debitSide(account) ? 1 : -1, stmt: isProfitAndLoss(account) ? 'income statement' : 'balance sheet', stmt_line: account.statementLine,
  acct_grp: account.group, postable_flag: account.postable,
})))
