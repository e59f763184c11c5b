// Names that belong to nobody in these worlds.

export const strangers = [
  'Benedikta',
  'Lorcan',
  'Philippa',
  'Ottokar',
  'Xiomara',
  'Thaddeus',
  'Ludmila',
  'Aurelio',
  'Gwendolyn',
  'Casimir',
  'Ravi',
  'Hedwig',
]

export const families = [
  'Quigley',
  'Vandenberg',
  'Szymański',
  'Ferreira',
  'Haverkamp',
  'Lindqvist',
  'Oyelaran',
  'Castellano',
  'Drummond',
]

export const firms = [
  'Brightwater Foods',
  'Calloway Freight',
  'Vexmoor',
  'Harrow & Tate',
  'Luminex Labs',
  'Orsted Mills',
  'Quillfeather',
  'Tannerhaus',
  'Bexley Marine',
]

export const customers = [
  'Siemens',
  'Toyota',
  'Deutsche Bahn',
  'Walmart',
  'Nestlé',
  'BMW',
  'Procter & Gamble',
  'Lufthansa',
  'Unilever',
  'IKEA',
  'FedEx',
  'Volvo',
]

export const products = [
  'FlowPilot',
  'TaskForge 3',
  'Orbitline',
  'Meridian Suite',
  'PlanMax',
  'Skylark Pro',
  'X200',
  'HaulWise',
  'Quantaboard',
  'ShiftGenie',
]

export const tools = [
  'Snowflake',
  'SAP',
  'Oracle',
  'Salesforce',
  'Kubernetes',
  'Datadog',
  'Workday',
  'Zendesk',
  'Jira',
  'Shopify',
  'HubSpot',
  'Tableau',
]

export const trades = [
  'Aviation',
  'Winemaking',
  'Shipbuilding',
  'Forestry',
  'Fisheries',
  'Publishing',
  'Mining',
  'Perfumery',
  'Horology',
  'Casinos',
]

export const jobs = [
  'Chief Financial Officer',
  'Head of Marketing',
  'General Counsel',
  'Junior Developer',
  'Head of Sales',
  'CISO',
  'Treasurer',
  'VP Human Resources',
]

export const batches = ['W07', 'S06', 'Winter 2008', 'S08', 'F31', 'X99']

export const about = {
  customer: {
    en: [
      'I saw that {v} is one of your customers.',
      'Your work for {v} impressed me.',
      'You supply {v}, as I read.',
      'With {v} on your list, reliability counts.',
      '{v} relies on {company}.',
    ],
    de: [
      'Ich habe gelesen, dass {v} zu Ihren Kunden gehört.',
      'Ihre Arbeit für {v} hat mich beeindruckt.',
      '{v} verlässt sich auf {company}.',
    ],
  },
  product: {
    en: [
      'Your product {v} made me curious.',
      'How is {v} doing?',
      'I tried {v} last week and liked it.',
      'Since you launched {v}, planning must have changed.',
      '{company} is known for {v}.',
    ],
    de: [
      'Ihr Produkt {v} hat mich neugierig gemacht.',
      'Seit {v} auf dem Markt ist, plant {company} sicher anders.',
      'Wie läuft es mit {v}?',
    ],
  },
} as const
