import Files
public import Ledger

extension Configuration {
  /// The ledger, which is made with its folder where it is missing. Throws `FlowError` and `LedgerError`.
  public func openLedger() throws -> Ledger {
    do throws(SystemError) {
      if let folder = Folder.parent(of: ledger) { try Folder.make(folder) }
    } catch {
      throw FlowError.file(error, purpose: "the ledger's folder")
    }
    return try Ledger(path: ledger)
  }

  /// The ledger for looking things up, also while a run is using it; nil where it is not there yet and knows nothing.
  func openLedgerToRead() throws -> Ledger? {
    let isThere = (try? FileStatus.of(ledger)) != nil
    return isThere ? try Ledger(path: ledger, .read) : nil
  }
}
