import { describe, expect, test } from 'vitest'
import { findKind } from './find-kind.ts'
import { findSource } from './find-source.ts'
import { columnsOf } from './header.ts'
import { mapColumns, type MapEntry } from './mapping.ts'

const today = '2026-11-21'

interface List {
  readonly header: readonly string[]
  readonly rows?: readonly (readonly string[])[]
  readonly fileName?: string
  readonly map?: readonly MapEntry[]
}

function look({ header, rows = [], fileName = 'export.csv', map = [] }: List) {
  const columns = columnsOf(header)
  const seen = { columns, sample: rows, today }
  const kind = findKind({ ...seen, fileName })
  const mapping = mapColumns({ ...seen, kind: kind ?? 'accounts' }, map)
  return { kind, mapping, source: findSource({ kind: kind ?? 'accounts', columns, mapping, sample: rows }) }
}

describe('what a list holds, and where its columns go', () => {
  test.each<[string, List, string, string[]]>([
    [
      'HubSpot companies',
      {
        header: [
          'Record ID',
          'Company name',
          'Company owner',
          'Create Date',
          'Phone Number',
          'City',
          'Country/Region',
          'Industry',
          'Company Domain Name',
          'Number of Employees',
          'Lifecycle Stage',
        ],
        rows: [
          [
            '1',
            'Acme',
            'Jo',
            '2026-01-02 10:00',
            '1',
            'Bonn',
            'DE',
            'COMPUTER_SOFTWARE',
            'acme.example',
            '50',
            'Lead',
          ],
        ],
      },
      'accounts',
      [
        'key',
        'name',
        'owner',
        'createdAt',
        'phone',
        'city',
        'country',
        'industry',
        'domain',
        'employees',
        'lifecycle',
      ],
    ],
    [
      'HubSpot contacts',
      {
        header: [
          'Record ID',
          'First Name',
          'Last Name',
          'Email',
          'Phone Number',
          'Contact owner',
          'Associated Company',
          'Associated Company IDs',
          'Job Title',
          'Unsubscribed from all email',
        ],
        rows: [['1', 'Jo', 'Doe', 'jo@acme.example', '1', 'Al', 'Acme', '7', 'CTO', 'false']],
      },
      'contacts',
      [
        'key',
        'firstName',
        'lastName',
        'email',
        'phone',
        'owner',
        'accountName',
        'accountKey',
        'title',
        'optedOut',
      ],
    ],
    [
      'HubSpot deals',
      {
        header: [
          'Record ID',
          'Deal Name',
          'Deal Stage',
          'Close Date',
          'Deal owner',
          'Amount',
          'Associated Company',
        ],
        rows: [['1', 'Big', 'Closed won', '2026-01-02 10:00', 'Al', '1,200', 'Acme']],
      },
      'deals',
      ['key', 'name', 'stage', 'closeDate', 'owner', 'amount', 'accountName'],
    ],
    [
      'Salesforce accounts by the data loader',
      {
        header: [
          'Id',
          'Name',
          'Website',
          'NumberOfEmployees',
          'AnnualRevenue',
          'BillingCountry',
          'Type',
          'OwnerId',
          'CreatedDate',
          'LastModifiedDate',
        ],
        rows: [
          [
            '001xx000003DGb0AAG',
            'Acme',
            'acme.example',
            '50',
            '1000.0',
            'DE',
            'Prospect',
            '005xx',
            '2020-01-01T00:00:00.000Z',
            '2026-01-01T00:00:00.000Z',
          ],
        ],
      },
      'accounts',
      [
        'key',
        'name',
        'website',
        'employees',
        'revenueUsd',
        'country',
        'lifecycle',
        'owner',
        'createdAt',
        'updatedAt',
      ],
    ],
    [
      'Pipedrive organisations',
      {
        header: [
          'Organization - ID',
          'Organization - Name',
          'Organization - Owner',
          'Organization - Address',
          'Organization - Website',
        ],
        rows: [['1', 'Acme', 'Jo', 'Main St', 'acme.example']],
      },
      'accounts',
      ['key', 'name', 'owner', 'location', 'website'],
    ],
    [
      'Pipedrive deals',
      {
        header: [
          'Deal - ID',
          'Deal - Title',
          'Deal - Organization',
          'Deal - Value',
          'Deal - Currency',
          'Deal - Stage',
          'Deal - Status',
          'Deal - Expected close date',
        ],
        rows: [['1', 'Big', 'Acme', '1200', 'EUR', 'Demo', 'Open', '2026-01-02']],
      },
      'deals',
      ['key', 'name', 'accountName', 'amount', 'currency', 'stage', 'dealStatus', 'closeDate'],
    ],
    [
      'activities',
      {
        header: [
          'Activity ID',
          'Type',
          'Subject',
          'Activity date',
          'Due date',
          'Done',
          'Assigned to',
          'Account Name',
          'Note',
        ],
        rows: [['1', 'Call', 'Hi', '2026-01-02', '', '', 'Jo', 'Acme', 'said no']],
      },
      'activities',
      ['key', 'type', 'subject', 'at', 'dueOn', 'done', 'owner', 'accountName', 'body'],
    ],
    [
      'a plain list of companies',
      { header: ['Firm', 'URL', 'Head count', 'Sector'], rows: [['Acme', 'acme.example', '12', 'Tools']] },
      'accounts',
      ['name', 'website', 'employees', 'industry'],
    ],
    ['a list of names', { header: ['Company'], rows: [['Acme']] }, 'accounts', ['name']],
    [
      'a plain list of people',
      { header: ['Name', 'E-Mail', 'Company'], rows: [['Jo Doe', 'jo@acme.example', 'Acme']] },
      'contacts',
      ['fullName', 'email', 'accountName'],
    ],
  ])('%s', (_sentence, list, kind, expected) => {
    const found = look(list)
    expect([found.kind, found.mapping.map(({ field }) => field)]).toEqual([kind, expected])
  })

  test('headers that say nothing are not guessed at', () => {
    expect(look({ header: ['foo', 'bar'], rows: [['1', '2']] }).kind).toBeUndefined()
  })
})
