/**
 * Properties of cfpb/hmda-rule-spec for activity years 2014 to 2016 (CC0 by the specification's own terms), with the names
 * that dictionaries and public files of those years give the same field; compared by `normalisedName`. Taken on 2026-11-23
 * from lar_2014_2016.csv, lar_2017.csv and the headers of the public records.
 */
export const HMDA_FIELDS_2014: Readonly<Record<string, readonly string[]>> = {
  agencyCode: ['agencycode'],
  loanType: ['loantype'],
  propertyType: ['propertytype'],
  loanPurpose: ['loanpurpose'],
  ownerOccupancy: ['owneroccupancy', 'occupancy'],
  loanAmount: ['loanamount', 'loanamountthousands', 'loanamount000s'],
  preapprovals: ['preapprovals', 'preapproval'],
  actionTaken: ['actiontaken', 'actiontype', 'typeofactiontaken', 'actiontakentype'],
  actionDate: ['actiondate', 'actiontakendate', 'dateofaction'],
  applicationReceivedDate: ['applicationreceiveddate', 'dateapplicationreceived', 'applicationdate'],
  metroArea: ['metroarea', 'msamd', 'metropolitanstatisticalareametropolitandivision'],
  fipsState: ['fipsstate', 'statecode', 'state'],
  fipsCounty: ['fipscounty', 'countycode', 'county'],
  censusTract: ['censustract', 'censustractnumber'],
  applicantEthnicity: ['applicantethnicity'],
  coapplicantEthnicity: ['coapplicantethnicity'],
  ...Object.fromEntries(
    [1, 2, 3, 4, 5].flatMap((n) => [
      [`applicantRace${n}`, [`applicantrace${n}`]],
      [`coapplicantRace${n}`, [`coapplicantrace${n}`]],
    ]),
  ),
  applicantSex: ['applicantsex'],
  coapplicantSex: ['coapplicantsex'],
  applicantIncome: ['applicantincome', 'applicantincomethousands', 'applicantincome000s', 'income'],
  purchaserType: ['purchasertype', 'typeofpurchaser'],
  denialReason1: ['denialreason1', 'reasonfordenial1'],
  denialReason2: ['denialreason2', 'reasonfordenial2'],
  denialReason3: ['denialreason3', 'reasonfordenial3'],
  rateSpread: ['ratespread'],
  hoepaStatus: ['hoepastatus'],
  lienStatus: ['lienstatus'],
};

/** Fields that the public records leave blank where a filing says NA. */
export const READ_BLANK_AS_NA: ReadonlySet<string> = new Set(['fipsState', 'fipsCounty', 'censusTract', 'applicantIncome', 'rateSpread']);
