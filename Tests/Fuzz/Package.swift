// swift-tools-version: 6.2
import PackageDescription

// libFuzzer targets: a package of their own, because everything in it is built with `--sanitize=fuzzer`.
let package = Package(
  name: "Fuzz",
  dependencies: [.package(name: "nightferry", path: "../..")],
  targets: [
    .executableTarget(
      name: "FuzzCSV",
      dependencies: [
        .product(name: "CSV", package: "nightferry"), .product(name: "Bytes", package: "nightferry"),
      ],
      swiftSettings: [.unsafeFlags(["-parse-as-library"])]),
    .executableTarget(
      name: "FuzzHTML",
      dependencies: [
        .product(name: "HTMLText", package: "nightferry"), .product(name: "Bytes", package: "nightferry"),
      ],
      swiftSettings: [.unsafeFlags(["-parse-as-library"])]),
  ],
  swiftLanguageModes: [.v6]
)
