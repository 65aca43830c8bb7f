/// The short code that every message of a failure ends with, as in `NF1203`: `nightferry explain NF1203` says more.
///
/// The one table of them. A number that was once released never gets another meaning; new ones are added.
enum ErrorNumber: Int, CaseIterable, Sendable {
  // 10: the program and its command line.
  case internalError = 1000
  case commandLine = 1001
  case commandRefused = 1002
  case outputFailed = 1003

  // 11: the configuration.
  case configuration = 1101
  case optionsContradict = 1102
  case serverSettings = 1103

  // 12: the dump.
  case dumpNotFound = 1201
  case dumpTable = 1202
  case dumpColumn = 1203
  case dumpUnreadable = 1204
  case dumpMalformed = 1205
  case dumpChanged = 1206
  case dumpQuery = 1207
  case dumpSpace = 1208
  case tooManyRejects = 1209

  // 13: local files.
  case fileNotFound = 1301
  case filePermission = 1302
  case fileSpace = 1303
  case fileFailed = 1304

  // 14: what files hold.
  case csvRefused = 1401
  case mailLibrary = 1402
  case mailRefused = 1403
  case htmlRefused = 1404

  // 15: the outbox.
  case manifestBroken = 1501
  case outboxChanged = 1502
  case outboxMissing = 1503
  case outboxEmpty = 1504
  case outboxName = 1505
  case outboxLocked = 1506
  case interrupted = 1507
  case outboxLink = 1508

  // 16: the ledger.
  case ledgerLocked = 1601
  case ledgerForeign = 1602
  case ledgerTooNew = 1603
  case ledgerTooOld = 1604
  case ledgerFailed = 1605
  case ledgerSpace = 1606
  case database = 1607

  // 17: the way back.
  case importExists = 1701
  case importEmpty = 1702
  case importChanged = 1703
  case downloadLocked = 1704

  // 20: servers.
  case unreachable = 2001
  case connectionLost = 2002
  case stalled = 2003
  case authentication = 2004
  case hostKey = 2005
  case noCommonAlgorithm = 2006
  case protocolViolation = 2007
  case remoteNotFound = 2008
  case remotePermission = 2009
  case remoteSpace = 2010
  case remoteQuota = 2011
  case remoteAlreadyThere = 2012
  case remoteUnsupported = 2013
  case remoteFailure = 2014
  case sizeMismatch = 2015
  case localFile = 2016
  case loginSettings = 2017
  case cancelled = 2018
  case remoteChanged = 2019

  /// The code as it is printed: `NF1203`.
  var code: String { "NF\(rawValue)" }
}
