public import Ledger

/// Brings parcels to a store.
public enum Delivery {
  /// Delivers `parcels` and returns what came of each; it never throws, as whatever stops it is part of the summary.
  ///
  /// With a ledger, every step is recorded before it is taken, what was delivered before is skipped, and what an earlier run
  /// left half-way is gone on with. Without one, the server is asked: files of the same size that are not older than the
  /// local ones are taken for them, and other files of the same names are replaced.
  ///
  /// It runs on the calling thread until all is done. `onProgress` is called at most ten times a second.
  public static func run(
    parcels: [Parcel], store: any RemoteStore, ledger: (any ParcelLedger)?, options: DeliveryOptions,
    environment: any DeliveryEnvironment = SystemEnvironment(), onProgress: (DeliveryProgress) -> Void = { _ in }
  ) -> DeliverySummary {
    let coordinator = Coordinator(
      parcels: parcels, store: store, ledger: ledger, options: options, environment: environment)
    return coordinator.run(onProgress)
  }
}
