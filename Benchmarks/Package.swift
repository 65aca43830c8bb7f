// swift-tools-version: 6.2
import PackageDescription

// Programs that measure this project's rooms beside their peers. A package of its own, so that nobody who only builds the
// program pays for them.
let package = Package(
  name: "Benchmarks",
  dependencies: [.package(name: "nightferry", path: "..")],
  targets: [
    .executableTarget(name: "sftp-put", dependencies: [.product(name: "SFTP", package: "nightferry")]),

    .executableTarget(
      name: "CSVBench",
      dependencies: [
        .product(name: "CSV", package: "nightferry"), .product(name: "Files", package: "nightferry"),
      ],
      swiftSettings: [.strictMemorySafety(), .enableUpcomingFeature("MemberImportVisibility")],
      // As the program itself is linked.
      linkerSettings: [.unsafeFlags(["-static-stdlib"])]),

    .executableTarget(
      name: "html-bench",
      dependencies: [
        .product(name: "HTMLText", package: "nightferry"), .product(name: "Bytes", package: "nightferry"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
