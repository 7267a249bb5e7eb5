import type { Random } from './random.ts'

/** How companies and people of a country are called; all invented by combination. */
type Naming = { cities: string[]; heads: string[]; trades: string[]; forms: string[] }
type PeopleNames = { given: string[]; family: string[] }

const list = (words: string): string[] => words.split(', ')

const english = list("Harvest Lane, Oakmont, Lakeshore, Pinecrest, Silver Birch, Northgate, Stonebridge, Copper Kettle, Riverbend, Maple Row, Golden Acre, Bellwether, Ashford, Fairhaven, Willow Park, Redfern, Summit Ridge, Blue Heron, Kingsley, Thornbury, Cedar Hollow, Millbrook, Westfield, Juniper, Hartwell, Eastport, Whitfield, Ferndale, Greenway, Larkspur, Marlowe, Dunmore, Orchard Hill, Prairie Star, Clearwater, Old Mill, Abbott & Lowe, Barrington, Beacon Street, Birchwood, Bramble, Bridgewater, Brightwell, Calloway, Canterbrook, Castleford, Chatham, Cloverdale, Colby, Cooper's Yard, Crestview, Dalton Creek, Delancey, Dover Point, Eagle Rock, Edgewater, Elmhurst, Everly, Fenwick, Five Corners, Foxglove, Garland, Glenmore, Grange Hall, Granite Falls, Hadley Green, Halcyon, Hawthorn, Hazelwood, High Plains, Holloway, Hudson Bend, Ironwood, Ivy Gate, Kestrel, Kirkland Bay, Lambert, Langley, Laurel Canyon, Linden Tree, Longacre, Magnolia, Marigold, Meadowlark, Merriton, Mistral, Montclair, New Dawn, Nightingale, Oxbow, Paddock, Palmer & Reed, Pelican Bay, Pickering, Plum Tree, Quarry Road, Ravenswood, Rosewater, Rowan, Saffron Street, Sandpiper, Seven Oaks, Shelby, Sparrow Hill, Spring Valley, Sterling, Stillwater, Sunnyside, Tamarack, Three Rivers, Upland, Victor's, Wallingford, Waverley, Wentworth, Wheatfield, White Pine, Windermere, Woodlark, Yellow Barn, York Street")
const german = list('Nordlicht, Hansen, Kaiserhof, Lindner, Elbtal, Brückner, Sonnenfeld, Rheingold, Weidmann, Altstadt, Krämer, Bergmann, Seeblick, Vogelsang, Hohenfels, Dorfmann, Feldkamp, Schwarzwald, Isarhof, Steinbach, Mühlberg, Ostertag, Ritterhaus, Wiesental, Bachmann, Kornblum, Adlerhof, Am Markt, Baumgart, Birkenau, Christiansen, Dachstein, Eichberg, Eulenhof, Falkenried, Gerstner, Grünwald, Hafenkontor, Heidmark, Hirschgarten, Jägerhof, Kastanienhof, Königsberger, Lahntal, Lerchenfeld, Marienhof, Moselland, Neckarland, Oberhauser, Pfeffermühle, Quellhof, Rosengart, Saalfeld, Schönbrunner, Silberbach, Tannhof, Uferhaus, Vierlande, Waldmeister, Zum Anker')
const french = list('Beaumont, Delacroix, Saint-Clair, Montfort, Lavigne, Bellerive, Charpentier, Valmont, Duchesne, Marchais, Grandval, Lafontaine')
const italian = list('Bellavista, Monteverdi, Fontana, Santoro, Lombardini, Castelnuovo, Rinaldi, San Marco, Valtellini, Colombari')
const spanish = list('Olivares, Montesol, Casa Romero, Sierra Blanca, Del Valle, Puerta Real, Santillana, Altamira, Riojano, El Mirador, Las Palmas, San Telmo')
const nordic = list('Halvorsen, Lindqvist, Bergström, Nyhavn, Solbakken, Ekdahl')
const east = list('Hanabishi, Komorebi, Seoul Table, Harbour City, Southern Cross, Lion Gate, Banksia, Sakura Row, Hanok, Coral Bay')

const namings: Record<string, Naming> = {
  'United States': { cities: list('Chicago, Dallas, Atlanta, Denver, Seattle, Boston, Phoenix, Portland, Minneapolis, Charlotte, Columbus, Nashville, Kansas City, Tampa'), heads: english, trades: list('Markets, Grocers, Provisions, Foods, Supply, Food Service, Wholesale, Kitchens, Pantry'), forms: list('Inc., LLC, Co., Corp.') },
  Canada: { cities: list('Toronto, Montreal, Vancouver, Calgary'), heads: english, trades: list('Grocers, Foods, Provisions, Wholesale'), forms: list('Ltd., Inc.') },
  Mexico: { cities: list('Mexico City, Monterrey, Guadalajara'), heads: spanish, trades: list('Alimentos, Abarrotes, Distribuidora'), forms: ['S.A. de C.V.'] },
  Brazil: { cities: list('São Paulo, Curitiba, Recife'), heads: list('Boa Mesa, Horizonte, Santa Clara, Bom Grão, Campo Verde, Aurora, Ipê'), trades: list('Alimentos, Distribuidora'), forms: ['Ltda.'] },
  Germany: { cities: list('Berlin, Munich, Cologne, Frankfurt, Stuttgart, Leipzig, Bremen, Dresden, Nuremberg'), heads: german, trades: list('Feinkost, Lebensmittel, Handels, Markt, Gastro'), forms: list('GmbH, AG, GmbH & Co. KG') },
  Austria: { cities: list('Vienna, Graz, Linz'), heads: german, trades: list('Feinkost, Lebensmittel, Gastro'), forms: list('GmbH, AG') },
  Switzerland: { cities: list('Zurich, Basel, Geneva'), heads: german, trades: list('Feinkost, Comestibles, Gastro'), forms: list('AG, GmbH') },
  France: { cities: list('Paris, Lyon, Lille, Nantes, Bordeaux'), heads: french, trades: list('Épicerie, Distribution, Gastronomie, Saveurs'), forms: list('SARL, SAS, SA') },
  Italy: { cities: list('Milan, Turin, Bologna, Verona'), heads: italian, trades: list('Alimentari, Gastronomia, Distribuzione'), forms: list('S.r.l., S.p.A.') },
  Spain: { cities: list('Madrid, Barcelona, Valencia, Seville'), heads: spanish, trades: list('Alimentación, Distribuciones, Comercial'), forms: list('S.L., S.A.') },
  Netherlands: { cities: list('Amsterdam, Rotterdam, Utrecht, Eindhoven'), heads: list('Van Dijk, De Molen, Oranje, Waterland, Zuiderzee, Kerkhof, Tulp, Grachten'), trades: list('Foods, Levensmiddelen, Horeca'), forms: list('B.V., N.V.') },
  Poland: { cities: list('Warsaw, Kraków, Gdańsk, Poznań'), heads: list('Zielony Targ, Nowak, Wiśniewski, Dobry Smak, Bałtyk, Mazur'), trades: list('Delikatesy, Hurtownia'), forms: list('Sp. z o.o., S.A.') },
  Sweden: { cities: list('Stockholm, Gothenburg, Malmö'), heads: nordic, trades: list('Livs, Dagligvaror, Grossist'), forms: ['AB'] },
  'United Arab Emirates': { cities: list('Dubai, Abu Dhabi'), heads: list('Al Noor, Palm Gate, Desert Rose, Al Barari'), trades: list('Foodstuff Trading, Catering Supplies'), forms: ['LLC'] },
  'United Kingdom': { cities: list('London, Leeds, Bristol, Birmingham, Glasgow, Cardiff, Newcastle, Sheffield'), heads: english, trades: list('Stores, Larder, Food Halls, Catering, Cash & Carry, Grocers'), forms: list('Ltd, plc') },
  Ireland: { cities: list('Dublin, Cork, Galway'), heads: list('Kilbride, Shannon, Claddagh, Ballymore, Liffey, Tullamore'), trades: list('Foods, Stores, Catering'), forms: ['Ltd'] },
  Japan: { cities: list('Tokyo, Osaka, Fukuoka'), heads: east, trades: list('Shokuhin, Trading'), forms: ['K.K.'] },
  Australia: { cities: list('Sydney, Melbourne, Brisbane'), heads: east, trades: list('Grocers, Fine Foods'), forms: ['Pty Ltd'] },
  Singapore: { cities: ['Singapore'], heads: east, trades: list('Provisions, Food Services'), forms: ['Pte Ltd'] },
  'South Korea': { cities: list('Seoul, Busan'), heads: east, trades: list('Foods, Mart'), forms: ['Co., Ltd.'] },
}

const namingOf = (country: string): Naming => {
  const naming = namings[country]
  if (naming === undefined) throw new RangeError(`no names for ${country}`)
  return naming
}

/** A company name not in `taken`, which it joins; heads of names that nobody bears yet are preferred. */
export const companyName = (random: Random, country: string, taken: Set<string>): string => {
  const { heads, trades, forms } = namingOf(country)
  const unborne = heads.filter((head) => !taken.has(head))
  for (;;) {
    const head = random.pick(unborne.length > 0 ? unborne : heads)
    const stem = `${head} ${random.pick(trades)}`
    if (taken.has(stem)) continue
    taken.add(head).add(stem)
    return `${stem} ${random.pick(forms)}`
  }
}
export const cityIn = (random: Random, country: string): string => random.pick(namingOf(country).cities)

/** Letters and digits only, for addresses: "Müller & Söhne" becomes "muller-sohne". */
export const addressOf = (name: string): string =>
  name.replaceAll('ß', 'ss').replaceAll('ł', 'l').normalize('NFD').replace(/[^A-Za-z0-9 ]/g, '').trim().toLowerCase().replace(/ +/g, '-')

const american: PeopleNames = {
  given: list('James, Maria, Robert, Linda, Michael, Jessica, David, Karen, Daniel, Ashley, Carlos, Emily, Kevin, Michelle, Brian, Priya, Anthony, Rachel, Jason, Grace, Marcus, Olivia, Wei, Hannah, Luis, Nicole, Derek, Aisha, Tyler, Sofia'),
  family: list('Johnson, Ramirez, Carter, Nguyen, Thompson, Patel, Brooks, Sanders, Kim, Murphy, Foster, Bennett, Rivera, Coleman, Hughes, Chen, Ward, Peterson, Okafor, Gomez, Russell, Hayes, Kowalski, Sullivan, Reyes, Wallace, Burke, Singh'),
}
const germanPeople: PeopleNames = {
  given: list('Anna, Lukas, Katharina, Jan, Sabine, Thomas, Julia, Stefan, Claudia, Markus, Lena, Felix, Birgit, Andreas, Miriam, Jonas, Petra, Emre, Svenja, Tobias, Elif, Matthias, Nina, Oliver, Ewa, Ralf'),
  family: list('Schneider, Becker, Hoffmann, Wagner, Schulz, Keller, Richter, Wolf, Neumann, Zimmermann, Krause, Yilmaz, Lehmann, Köhler, Maier, Vogt, Peters, Brandt, Sommer, Kowalczyk, Jansen, Albrecht'),
}
const britishPeople: PeopleNames = {
  given: list('Oliver, Charlotte, Harry, Amelia, George, Isla, Jack, Sophie, Mohammed, Eleanor, Thomas, Zara, Alfie, Megan, Rhys, Fiona, Callum, Nadia'),
  family: list('Davies, Clarke, Wright, Hughes, Khan, Edwards, Turner, Campbell, Ahmed, Morgan, Harrison, Fraser, Begum, Walsh, Bailey, Doyle'),
}
const people: Record<string, PeopleNames> = { 'United States': american, Germany: germanPeople, 'United Kingdom': britishPeople }

/** A given and a family name whose pair is not in `taken`, which it joins. */
export const personName = (random: Random, country: string, taken: Set<string>): { given: string; family: string } => {
  const names = people[country]
  if (names === undefined) throw new RangeError(`no people of ${country}`)
  for (;;) {
    const given = random.pick(names.given)
    const family = random.pick(names.family)
    if (taken.has(`${given} ${family}`)) continue
    taken.add(`${given} ${family}`)
    return { given, family }
  }
}
