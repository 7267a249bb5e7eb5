import type { ChartWord } from '../lexicon.ts'

const drawing = '(?:chart|graph|plot|diagram)s?'

/** Names of charts, the more particular first. */
const names: readonly [ChartWord, string][] = [
  ['stacked bar', `stack(?:ed|ing)? (?:bar|column|histogram)s?(?: ${drawing})?`],
  ['grouped bar', `(?:group(?:ed|ing)?|clustered|side by side) (?:bar|column)s?(?: ${drawing})?`],
  ['grouped line', `(?:group(?:ed|ing)?|multi|multiple|multi series|multiple series) ?lines?(?: ${drawing})?`],
  ['grouped scatter', `group(?:ed|ing)? scatter ?(?:${drawing})?`],
  ['heatmap', 'heat ?maps?'],
  ['histogram', `histograms?(?: ${drawing})?`],
  ['scatter', `scatter ?(?:${drawing})?`],
  ['area', `area ${drawing}`],
  ['pie', `(?:pie|donut|doughnut)s?(?: ${drawing})?|proportion ${drawing}`],
  ['bar', `(?:bar|column) ${drawing}`],
  ['line', `(?:line|trend) ${drawing}|trend ?lines?`],
]
/** Words that only name a chart when they are asked for as one: "as bars", "draw a line". */
const shortNames: readonly [ChartWord, string][] = [['bar', 'bars?'], ['line', 'lines?'], ['table', 'table']]

const wanting = '(?:could|can|would|will) you|i (?:want|would like|d like|wish|need) (?:you )?to|(?:please )?help me|you (?:can|should)|let us|lets'
const making = 'show|display|draw|plot|visuali[sz]e|create|make|return|give|present|build|produce|generate|render|use|group|list|put|illustrate|depict|see'
const objects = '(?: (?:me|us|them|it|this|that|these|those|all|out|up|the results?|the data|by them|their))*'
const into = '(?:as|by|in|with|using|through|via|into|on|for|use|of)'
const article = '(?: (?:a|an|the|one|some))?'
const head = `(?:(?:, )?(?:(?:and|then|also|please|next) )*(?:(?:${wanting}) )?(?:please )?(?:(?:${making}|showing|plotting|visuali[sz]ing|drawing)${objects}(?: ${into})*|${into}(?: ${into})?)${article} |, (?:and )?|(?:a|an|the) )?`
const telling = '(?:(?:that |which |and |to |please )*(?:shows?|showing|displays?|displaying|compares?|comparing|describ(?:es?|ing)|visuali[sz](?:es?|ing)|represent(?:s|ing)?|illustrat(?:es?|ing)|depict(?:s|ing)?|see|exploring|about|of|for|on|with|using)(?: me)?(?: about)?|[.:,])'
/** "Bars for each region": the words after stay with what they say. */
const tail = `(?: ${telling}(?! (?:each|every|all|the x|the y|x|y)\\b))?(?: (?:finding|giving me|giveing me|showing me|listing|returning|to show|to compare|to see|to display|counting))?`
const end = '(?= |$)'
const after = '(?<=^| )'

const kindPattern = (name: string, before: string): RegExp => new RegExp(`${after}${before}(?:simple |basic |nice |single )?(?:${name})${end}${tail}`, 'du')
const short = `(?:(?:${making})${objects}(?: ${into})*${article}|${into}(?: (?:a|an))?) `

export const kindPatterns: readonly { kind: ChartWord; pattern: RegExp }[] = [
  ...names.map(([kind, name]) => ({ kind, pattern: kindPattern(name, head) })),
  ...shortNames.map(([kind, name]) => ({ kind, pattern: kind === 'table' ? /(?<=^| )(?:as|in) a table(?= |$)/du : new RegExp(`${after}(?:, )?(?:and )?${short}(?:${name})(?= (?:of|about|for|showing|with|,|\\.|\\?)|\\s*$)${tail}`, 'du') })),
  { kind: 'bar', pattern: new RegExp('^bars?(?: of| for| about)(?= )', 'du') },
]

/** A chart is wanted, whichever. */
export const drawPattern = new RegExp(`(?:^|[,.?] |and |please )(?:visuali[sz]e|plot|chart|graph|draw|illustrate)(?: (?:me|them|it|this|these|the results?|a (?:chart|graph|plot)|the data))*(?: (?:about|of|for|by|in|as))?(?: a (?:chart|graph|plot))?${end}`, 'du')
export const someChartPattern = new RegExp(`${after}(?:, )?(?:and )?(?:(?:${making})${objects} )?(?:${into} )?a (?:chart|graph|plot)(?: (?:of|about|for|showing|that shows))?${end}`, 'du')

/** What is said of the numbers and means a kind of chart: "the trend of", "the correlation between". The article keeps columns of that name apart. */
const asking = `(?:(?:(?:${wanting}) )?(?:${making}|find|get|what is|what are|whats|compare)${objects} )?(?:about )?`
const relation = (nouns: string): RegExp => new RegExp(`${after}${asking}(?:(?:the|a|any) )?(?:${nouns})(?: (?:of|about|between|over|in|among|on|across)(?: the (?=trend|change))?)${end}`, 'du')
export const relationPatterns: readonly { kind: ChartWord; pattern: RegExp }[] = [
  { kind: 'scatter', pattern: relation('correlations?|relationships?|relations?') },
  { kind: 'line', pattern: relation('trends?|changes?|evolution|development') },
  { kind: 'bar', pattern: relation('distributions?|comparisons?') },
]
/** The same as a request of its own: "Show the proportion.", "What is the trend?" */
export const closingPatterns: readonly { kind: ChartWord; pattern: RegExp }[] = [
  { kind: 'pie', pattern: new RegExp(`(?:[,.?] |${after})(?:and )?(?:please )?(?:(?:${making}|give|what is|compare)${objects} )(?:the |their )?(?:proportions?|shares?)(?: of (?:them|it|each))?[ .?!]*$`, 'du') },
  { kind: 'line', pattern: new RegExp(`(?:[,.?] |${after})(?:and )?(?:please )?(?:(?:${making}|give|what is|what are)${objects} )(?:the |their |its )?(?:trends?|changes?)[ .?!]*$`, 'du') },
  { kind: 'line', pattern: /(?<=^| )(?:(?:and )?(?:visuali[sz]e|show|see) the trend|over time)(?= |$)/du },
  { kind: 'scatter', pattern: new RegExp(`(?:[,.?] |${after})(?:and )?(?:(?:${making}|what is)${objects} )(?:the |their )?(?:correlation|relationship|relation)[ .?!]*$`, 'du') },
]

/** "And count them": the rows behind each name are counted. */
export const countPattern = /(?<=^| )(?:, )?(?:and )?(?:then )?(?:count|compute the number of|give the number of) (?:them|it|those|these)(?= |$)/du

const rising = 'asc|ascending|increasing|ascend|alphabetical|alphabetic'
const falling = 'desc|descending|decreasing|descend|reverse alphabetical'
const direction = (single: string, span: string): string => `(?:(?:in|by|with|from) )?(?:an? |the )?(?:${single})(?: orders?| manner)?|(?:(?:from|in|by) )?(?:the )?(?:${span})(?: orders?)?`
const up = direction(rising, 'low(?:est)? to (?:the )?high(?:est)?|small(?:est)? to (?:the )?(?:large|big|larg)(?:st|est)?|least to (?:most|greatest)|a to z|earliest to latest|oldest to newest')
const down = direction(falling, 'high(?:est)? to (?:the )?low(?:est)?|(?:large|big)(?:st|gest)? to (?:the )?small(?:est)?|most to least|greatest to (?:least|smallest)|z to a|latest to earliest|newest to oldest')
const directed = `(?:(?<up>${up})|(?<down>${down}))`
const sorting = '(?:sort|order|rank|list|show|display|arrange|organi[sz]e)(?:ed|ing|s)?'
const asked = `(?:[,.?] )?(?:(?:and|then|please|also) )*(?:(?:${wanting}|make|with|have|where) )?(?:please )?`
const axisX = '(?:the )?(?:x ?axis|x)|(?:the )?(?:bars?|slices?)(?: names?)?|(?:the )?(?:bar )?names?|(?:the )?labels?'
const axisY = '(?:the )?(?:y ?axis|y)|(?:the )*total(?: numbers?)?|(?:the )?values?|(?:the )?heights?(?: of the bars?)?'
const target = `(?:(?<x>${axisX})|(?<y>${axisY})|(?:the )?(?<words>(?:(?!and |by |in |from )[^ ,.?]+ ){0,5}?(?!and |by |in |from )[^ ,.?]+))`
const close = '(?: please| thanks)*(?= [,.?!]| (?:in|with|using|by|as|via) (?:a|the) |\\s*$)'
export const sortPatterns: readonly RegExp[] = [
  new RegExp(`${after}${asked}${sorting} (?:them |it |the results? |the bars )?${directed} (?:by|of|on|for|according to|based on|along) (?:the )?${target}${close}`, 'du'),
  new RegExp(`${after}${asked}${sorting} (?:them |it |the results? |the bars )?(?:by )?(?:the )?${target} (?:, )?(?:should be )?${directed}${close}`, 'du'),
  new RegExp(`${after}${asked}(?:(?:i|we) (?:want|need|would like) )?(?:the )?(?:(?<x>(?:x ?axis|bars?))|(?<y>y ?axis)) (?:is |are |to be |being |should be )?${sorting} ${directed}${close}`, 'du'),
]
/** An axis with a direction and no verb: "…, x axis from high to low". */
export const axisSortPattern = new RegExp(`${after}(?:[,.] )?(?:(?:and|with|the) )*(?:(?<x>x ?axis)|(?<y>y ?axis)) (?:, )?${directed}${close}`, 'du')
/** An axis is named, so this is about the picture and nothing else. */
export const sortedAxis = new RegExp('^(?:the )?(?:x ?axis|y ?axis|x|y|bars?)$', 'u')

const unit = '(?<year>years?|yearly)|(?<quarter>quarters?|quarterly)|(?<month>months?|monthly|time)|(?<weekday>week ?days?|days? of (?:the )?weeks?|day names?|names? of the days?)|(?<week>weeks?|weekly)|(?<day>days?|daily|dates?)'
const bins = '(?:interval|bin|bucket|group)s?'
export const binPatterns: readonly RegExp[] = [
  new RegExp(`${after}(?:[,.] )?(?:(?:and|then|please|note that|that|you should|should) )*(?:bin|bins|binning|binned|bucket|bucketed|bucketing)(?: (?:all|the|each|every|of|those|them|by(?= the)))* ?(?<column>(?:(?!into |by |in |to |with )[^ ,.?]+ ){0,5}?)(?:into|by|in|to|with|on)(?: (?:the|a|each|every|one|an))* (?:${unit})(?: ${bins})?${end}`, 'du'),
  new RegExp(`${after}(?:, )?(?:and )?(?:by|per|for each|in each|on each|for every|each|on every|across|over)(?: the)? (?<weekday>week ?days?|days? of (?:the )?weeks?)(?: ${bins})?${end}`, 'du'),
  new RegExp(`${after}(?:, )?(?:and )?group(?:ed|ing)? (?:them )?by (?<month>time)${end}`, 'du'),
]
export const binUnits = ['year', 'quarter', 'month', 'weekday', 'week', 'day'] as const
export type BinUnit = (typeof binUnits)[number]

const column = (name: string): string => `(?<${name}>(?:(?!and |is |are |with |on |in a |in the |using |the y|y |the x|x |group |colou?red |stacked |by )[^ ,.?]+ ?){1,6})`
const is = '(?:axis )?(?:is|are|being|shows?|as|represents?|:|=)?'
export const bothAxesPattern = new RegExp(`${after}(?:(?:with|where|that|has|having) )*(?:the )?x(?: ?axis ${is}| is| are| represents?) ?(?:the )?(?<x>(?:(?!y ?axis)[^,.?])+?) (?:, |and )*(?:the )?y(?: ?axis ${is}| is| are| represents?) ?(?:the )?(?<y>[^,.?]+?)(?= ?[,.?]| ?$)`, 'du')
export const onAxesPattern = new RegExp(`${after}(?:(?:with|where|show|to show|put) )*(?:the )?(?<x>(?:(?!show |of |and |with )[^ ,.?]+ ){1,6})(?:on|along|as) (?:the )?x ?axis (?:(?:, |and |with |where )*)(?:the )?(?<y>[^,.?]+?) (?:on|along|as) (?:the )?y ?axis${end}`, 'du')
export const axisPatterns: readonly { axis: 'x' | 'y'; pattern: RegExp }[] = (['x', 'y'] as const).flatMap((axis) => [
  { axis, pattern: new RegExp(`${after}(?:[,.] )?(?:(?:and|with|where|that has|having|the) )*${axis} ?axis (?:is|are|being|shows?|as|represents?|:|=) (?:the )?${column('column')}`, 'du') },
  { axis, pattern: new RegExp(`${after}(?:[,.] )?(?:(?:and|where) )*(?:with |where |put )(?:the )?${column('column')}(?:is |are )?(?:on|along|as|in) (?:the )?${axis} ?axis${end}`, 'du') },
  { axis, pattern: new RegExp(`${after}(?:on|along|as|in) (?:the )?${axis} ?axis${end}`, 'du') },
])

export const colourPatterns: readonly RegExp[] = [
  new RegExp(`${after}(?:, )?(?:(?:and|where|then|with) )*(?:(?:points|bars|lines|it|them|they|dots) )?(?:are |is )?(?:colou?red|coded|stacked|stack|splits?|splitting|colou?r) (?:(?:them|it) )?by (?:the |attributes? )*${column('column')}`, 'du'),
  new RegExp(`${after}(?:, )?(?:(?:and|then) )*(?:use|using|with|in) (?:a )?(?:different |separate |own )?(?:colou?rs?|lines?) (?:for each|per|by|for every) ${column('column')}`, 'du'),
  new RegExp(`${after}(?:, )?(?:(?:and|then) )*(?:group|groups|grouped|grouping) (?:them |it )?by (?:the )?attributes? ${column('column')}`, 'du'),
]
/** Plain "group by": a colour when the rest says what runs along the axis. */
export const groupPattern = new RegExp(`${after}(?:, )?(?:(?:and|then|that|it|to|by) )*(?:group|groups|grouped|grouping) (?:them |it )?by (?:the )?${column('column')}`, 'du')

/** "For those records of the sales and each sale's shop, …": which rows are meant; what goes with each comes of itself. */
export const recordsPattern = /^for (?:(?:all|the|those|these|each|of) )*(?:records?|rows?|entries) (?:from|of|in) (?:the )?(?<rows>(?:(?!and |with |where |whose |that |which )[^ ,.?]+ ){1,4})(?:(?:and|with) (?:each|their|the|its|every) [^,.?]+ )?, /du
/** Each of the bins is said once, where they are made. */
export const eachBinPattern = /(?<=^| )(?:for|of|in|on) (?:each|every|the) (?:bin|bucket|interval)s?(?= |$)/du

/** "Price over name", "number of cities across country", "height versus weight". */
export const totalPattern = /(?<=^| )(?:the )?total numbers? (?:from|by|across|over|for|per|versus|vs|against|in) (?:(?:the|different|each|every|various|all|grouped|by) )*(?<right>[^,.?]+?)(?= ?[,.?]| ?$)/du
export const overPattern = /(?<=^| )(?<left>[^,.?]+?) (?:over|across|versus|vs|against|from (?=different|each|every|various)) ?(?:(?:the|different|each|every|various) )*(?<right>[^,.?]+?)(?= ?[,.?]| ?$)/du
