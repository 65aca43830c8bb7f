// swift-tools-version: 6.2
import Foundation
import PackageDescription

// libFuzzer targets: a package of their own, because everything in it is built with `--sanitize=fuzzer`. Each folder
// below Sources is one, and may use any of the rooms that are products.
let folders = try FileManager.default.contentsOfDirectory(atPath: Context.packageDirectory + "/Sources")
let rooms = ["Bytes", "CSV", "Files", "HTMLText", "SFTP"]

let package = Package(
  name: "Fuzz",
  dependencies: [.package(name: "nightferry", path: "../..")],
  targets: folders.filter { !$0.hasPrefix(".") }.sorted().map { name in
    .executableTarget(
      name: name,
      dependencies: rooms.map { .product(name: $0, package: "nightferry") },
      exclude: FileManager.default.fileExists(atPath: "\(Context.packageDirectory)/Sources/\(name)/\(name).dict")
        ? ["\(name).dict"] : [],
      swiftSettings: [.unsafeFlags(["-parse-as-library"])])
  },
  swiftLanguageModes: [.v6]
)
