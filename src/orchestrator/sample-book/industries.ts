/** A line of business: what its companies call themselves, what they do, and whom we talk to there. */
export interface Industry {
  readonly name: string
  readonly descriptors: readonly string[]
  readonly makes: readonly string[]
  readonly forWhom: readonly string[]
  readonly crew: readonly string[]
  readonly technologies: readonly string[]
}

const of = (
  name: string,
  lists: Readonly<Record<'descriptors' | 'makes' | 'forWhom' | 'crew', string>>,
): Industry => ({
  name,
  descriptors: lists.descriptors.split(', '),
  makes: lists.makes.split(', '),
  forWhom: lists.forWhom.split(', '),
  crew: lists.crew.split(', '),
  technologies: ['PostgreSQL', 'SAP', 'Power BI', 'Excel', 'SharePoint', 'MQTT', 'Odoo', 'Kafka'],
})

const manufacturing = of('Manufacturing', {
  descriptors: 'Components, Works, Precision, Castings, Tooling',
  makes:
    'Makes hydraulic fittings, Casts and machines housings, Builds packaging lines, Produces seals and gaskets, Makes sheet metal parts',
  forWhom:
    'for makers of farm equipment, for the rail industry, for food producers, for pump makers, in small series',
  crew: 'maintenance crew, shift leads, production planners',
})
const logistics = of('Logistics', {
  descriptors: 'Freight, Logistics, Haulage, Cold Chain, Forwarding',
  makes:
    'Runs regional parcel depots, Moves chilled goods, Operates cross-dock warehouses, Handles returns, Forwards sea freight',
  forWhom: 'for grocers, for online shops, for the furniture trade, across several countries, overnight',
  crew: 'dispatch team, warehouse shift leads, fleet planners',
})
const energy = of('Energy', {
  descriptors: 'Energy, Power, Wind, Renewables, Grid Services',
  makes:
    'Operates onshore wind farms, Maintains substations, Builds biogas plants, Services solar parks, Runs district heating',
  forWhom: 'for municipal owners, for investors, in rural regions, under long service contracts',
  crew: 'field technicians, control room, service planners',
})
const construction = of('Construction', {
  descriptors: 'Construction, Builders, Civil Works, Groundworks, Scaffolding',
  makes:
    'Builds timber frame houses, Renovates schools, Lays cable ducts, Refits shop floors, Repairs bridges',
  forWhom: 'for public clients, for housing associations, for retailers, as general contractor',
  crew: 'site managers, equipment pool, foremen',
})

/** The industries of the ideal customer, with their weights in the book. */
export const idealIndustries = [
  [manufacturing, 16],
  [logistics, 12],
  [construction, 8],
  [energy, 5],
] as const satisfies readonly (readonly [Industry, number])[]

export const otherIndustries: readonly (readonly [Industry, number])[] = [
  [
    of('Software', {
      descriptors: 'Systems, Software, Data, Cloud',
      makes:
        'Makes booking software, Builds tools for translators, Runs a payroll service, Hosts learning platforms',
      forWhom: 'for small hotels, for agencies, for schools, for accountants',
      crew: 'support desk, platform team, operations people',
    }),
    18,
  ],
  [
    of('Healthcare', {
      descriptors: 'Care, Clinics, Diagnostics, Therapeutics',
      makes:
        'Runs physiotherapy practices, Operates dialysis centres, Analyses blood samples, Makes hearing aids',
      forWhom: 'in mid-sized towns, for insurers, for hospitals, for older patients',
      crew: 'practice managers, lab shift leads, nursing coordinators',
    }),
    9,
  ],
  [
    of('Retail', {
      descriptors: 'Stores, Outfitters, Markets, Trading',
      makes: 'Sells garden tools, Runs bicycle shops, Sells workwear, Imports kitchenware',
      forWhom: 'in its own shops and online, for tradespeople, for schools, for caterers',
      crew: 'store managers, stock room, delivery team',
    }),
    11,
  ],
  [
    of('Professional Services', {
      descriptors: 'Partners, Advisory, Surveyors, Associates',
      makes: 'Surveys buildings, Advises on permits, Audits energy use, Places temporary staff',
      forWhom: 'for councils, for developers, for industrial clients, for family firms',
      crew: 'project office, field surveyors, back office',
    }),
    9,
  ],
  [
    of('Food and Beverage', {
      descriptors: 'Foods, Brewing, Dairy, Bakeries',
      makes: 'Bakes rye bread, Brews small batch beer, Makes goat cheese, Bottles spring water',
      forWhom: 'for supermarkets, for restaurants, for its region, for airlines',
      crew: 'production shifts, quality team, drivers',
    }),
    7,
  ],
  [
    of('Education', {
      descriptors: 'Learning, Academy, Training',
      makes: 'Trains welders, Runs language courses, Prepares nurses for exams',
      forWhom: 'for employers, for adults, on behalf of councils',
      crew: 'course planners, site staff',
    }),
    4,
  ],
  [
    of('Hospitality', {
      descriptors: 'Hotels, Catering, Venues',
      makes: 'Runs lakeside hotels, Caters for trade fairs, Operates conference venues',
      forWhom: 'for business travellers, for families, all year round',
      crew: 'housekeeping, event crew, kitchen teams',
    }),
    4,
  ],
]
