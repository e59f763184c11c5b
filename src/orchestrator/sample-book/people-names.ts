import type { PeoplePool } from './places.ts'

interface Pool {
  readonly first: readonly string[]
  readonly last: readonly string[]
}

const pool = (first: string, last: string): Pool => ({ first: first.split(' '), last: last.split(' ') })

/** Invented people: common given names with common family names, none of them anybody in particular. */
export const peopleNames: Readonly<Record<PeoplePool, Pool>> = {
  english: pool(
    'Hannah Daniel Grace Marcus Olivia Peter Ruth Simon Chloe Victor Amara Owen Priya Gareth Naomi Trevor Leila Stuart Imogen Kwame Joanne Derek Fiona Malik Bethany Graham Tessa Rohan Sylvia Desmond Aoife Callum Denise Elliot Farah Ian Kerry Lionel Megan Nikhil Paula Quentin Rosalind Samir Tabitha Vernon Wanda Yusuf',
    "Abbott Baxter Chandra Doyle Eastman Finch Gallagher Hargreaves Ingram Jessop Kaplan Lovell Mensah Nwosu O'Neill Patel Quigley Rahman Sinclair Tomlin Underhill Vance Whitlock Yates Zimmerman Adeyemi Boateng Carmody Dempsey Ellery Fairbanks Goodall Hussain Iqbal Jarvis Kenward Lomax Mistry Newbold Osborne Pritchard Reddy Sandhu Thwaites Ullman Villiers Wainwright Yeo",
  ),
  german: pool(
    'Jürgen Sabine Thomas Anke Stefan Katrin Björn Heike Uwe Silke Matthias Zoë Lukas Frauke Dieter Annika Jörg Petra Tobias Greta',
    'Müller Schäfer Köhler Becker Vogt Jäger Krüger Hartmann Böhm Lorenz Seidel Groß Pfeiffer Brandt Weiß Kuhn Arnold Ziegler Fuchs Engel',
  ),
  french: pool(
    'Hélène François Camille Étienne Margaux Benoît Chloé Gaël Inès Jérôme Léa Mathieu Noémie Olivier Sandrine Théo',
    'Lefèvre Moreau Girard Bonnet Rousseau Chevalier Gauthier Perrot Marchand Dufour Blanchet Renault Colin Béranger',
  ),
  spanish: pool(
    'Núria Álvaro Carmen Iñaki Lucía Joaquín Pilar Raúl Sofía Tomás Begoña Emilio Marisol Andrés',
    'García Núñez Ortega Ibáñez Serrano Vidal Castaño Molina Peña Rivas Cabrera Soler Muñoz Gallego',
  ),
  nordic: pool(
    'Åsa Björn Elin Göran Ingrid Lars Maja Nils Ulrika Öyvind Sigrid Håkan Freja Mattias',
    'Lindqvist Åkesson Sørensen Bergström Dahl Holmgren Nyström Ström Östberg Hedlund Fålt Wiklund',
  ),
  dutch: pool(
    'Anouk Daan Femke Jeroen Lotte Maarten Renske Sander Thijs Wouter Esmée Joris',
    'Bakker Dijkstra Hoekstra Janssen Kuipers Mulder Postma Smit Visser Zijlstra Brouwer Meijer',
  ),
  japanese: pool(
    'Akira Emi Haruto Keiko Naoki Rina Satoshi Yuki Hiroshi Mika',
    'Tanaka Sugimoto Hayashi Kobayashi Nakajima Okada Shimizu Watanabe Ueda Ishida',
  ),
}

/** Titles from the top down; a contact's rank is its place here. */
export const titles = [
  ['Chief Operating Officer', 'Managing Director', 'CEO', 'Chief Executive'],
  ['VP Operations', 'Vice President Supply Chain', 'VP Engineering'],
  ['Head of Operations', 'Director of Maintenance', 'Head of Planning', 'Plant Director'],
  ['Operations Manager', 'Maintenance Manager', 'Dispatch Manager', 'IT Manager', 'Fleet Manager'],
  ['Shift Planner', 'Process Engineer', 'Buyer', 'Controller', 'Site Coordinator', 'Service Planner'],
] as const

/** ASCII letters of a name, for an address: `Jürgen O'Neill` gives `jurgen-oneill`-like parts. */
export const addressPart = (name: string): string =>
  name
    .replaceAll('ß', 'ss')
    .replaceAll(/[øØ]/g, 'o')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z]/g, '')
