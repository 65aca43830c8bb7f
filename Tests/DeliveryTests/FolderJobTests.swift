import Testing

@testable import Delivery

@Suite struct FolderJobTests {
  private let folder: RemoteReply = .status(RemoteStatus(isFolder: true, size: nil))
  private let notFound = RemoteFailure(.notFound, message: "no")
  private let bare = RemoteFailure(.failure, message: "Failure")

  private func ask(_ path: String) -> [JobAction] { [.submit(.status(path), Slot(0, .folder))] }
  private func make(_ path: String) -> [JobAction] { [.submit(.makeFolder(path), Slot(0, .clear))] }
  private func said(_ result: Result<RemoteReply, RemoteFailure>) -> JobEvent { .reply(Slot(0, .folder), result) }
  private func made(_ result: Result<RemoteReply, RemoteFailure>) -> JobEvent { .reply(Slot(0, .clear), result) }

  @Test func missingOnes_areMadeFromTheTop() {
    let job = FolderJob("in/box/voice", mayMake: true)
    #expect(job.begin() == ask("in/box/voice"))
    #expect(job.handle(said(.failure(notFound))) == ask("in/box"))
    #expect(job.handle(said(.failure(notFound))) == ask("in"))
    #expect(job.handle(said(.failure(notFound))) == make("in"))
    #expect(job.handle(made(.success(.done))) == make("in/box"))
    #expect(job.handle(made(.success(.done))) == make("in/box/voice"))
    #expect(job.handle(made(.success(.done))) == [.finish(.folderReady(isNew: true))])
  }

  @Test func somebodyElseMakesEachOfThemFirst() {
    let job = FolderJob("in/box", mayMake: true)
    _ = job.begin()
    _ = job.handle(said(.failure(notFound)))
    #expect(job.handle(said(.failure(notFound))) == make("in"))
    #expect(job.handle(made(.failure(bare))) == ask("in"))
    #expect(job.handle(said(.success(folder))) == make("in/box"))
    #expect(job.handle(made(.failure(bare))) == ask("in/box"))
    #expect(job.handle(said(.success(folder))) == [.finish(.folderReady(isNew: false))])
  }

  @Test func folderThatIsThere_isNotNew() {
    let job = FolderJob("in/box", mayMake: true)
    _ = job.begin()
    #expect(job.handle(said(.success(folder))) == [.finish(.folderReady(isNew: false))])
  }

  @Test func whatCannotBeMade_isNamed() {
    let job = FolderJob("/in/box", mayMake: true)
    #expect(job.begin() == ask("/in/box"))
    #expect(job.handle(said(.failure(notFound))) == ask("/in"))
    #expect(job.handle(said(.success(folder))) == make("/in/box"))
    let denied = RemoteFailure(.permissionDenied, message: "Permission denied")
    guard case .finish(.folderFailed(let failure))? = job.handle(made(.failure(denied))).first else {
      Issue.record("no failure")
      return
    }
    #expect(failure.code == .permissionDenied && failure.path == "/in/box")
  }

  @Test func mayNotMake_isNotMade() {
    let job = FolderJob("in", mayMake: false)
    _ = job.begin()
    guard case .finish(.folderFailed(let failure))? = job.handle(said(.failure(notFound))).first else {
      Issue.record("no failure")
      return
    }
    #expect(failure.code == .notFound)
  }
}
