// swift-tools-version: 6.2
import PackageDescription

// One target per room. A room names only rooms below it, and the checks build with
// `--explicit-target-dependency-import-check error`, so that an import which is not listed here does not compile.

let swiftSettings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableExperimentalFeature("Lifetimes"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

func room(_ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
  .target(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: swiftSettings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(name: "\(name)Tests", dependencies: dependencies, swiftSettings: swiftSettings)
}

func system(_ name: String, pkgConfig: String, package: String) -> Target {
  .systemLibrary(
    name: name, path: "Sources/System/\(name)", pkgConfig: pkgConfig, providers: [.apt([package])])
}

let package = Package(
  name: "nightferry",
  products: [
    .library(name: "Bytes", targets: ["Bytes"]),
    .library(name: "HTMLText", targets: ["HTMLText"]),
    .library(name: "CSV", targets: ["CSV"]),
    .library(name: "SFTP", targets: ["SFTP"]),
    .library(name: "Files", targets: ["Files"]),
    .executable(name: "nightferry", targets: ["NightferryCLI"]),
  ],
  targets: [
    // System libraries, each behind a module map.

    system("CZlib", pkgConfig: "zlib", package: "zlib1g-dev"),

    system("CZstd", pkgConfig: "libzstd", package: "libzstd-dev"),

    // The scan kernels: C, because Swift's vectors were measured too slow for this.
    .target(name: "CByteScan", path: "Sources/System/CByteScan"),

    system("COpenSSL", pkgConfig: "libcrypto", package: "libssl-dev"),

    system("CIDN2", pkgConfig: "libidn2", package: "libidn2-dev"),

    system("CSQLite", pkgConfig: "sqlite3", package: "libsqlite3-dev"),

    system("CSSH2", pkgConfig: "libssh2", package: "libssh2-1-dev"),

    system("CSSH", pkgConfig: "libssh", package: "libssh-dev"),

    system("CXML2", pkgConfig: "libxml-2.0", package: "libxml2-dev"),

    // Rooms, lowest first.

    room("Threads"),

    room("Bytes", ["COpenSSL"]),

    room("Files", ["Bytes", "Threads", "CZlib", "CZstd"]),

    room("CSV", ["Bytes", "Files", "CByteScan"], exclude: ["README.md"]),

    room("SQLite", ["Bytes", "CSQLite"]),

    room("PostgreSQL", ["Bytes"]),

    room("CommandLineKit", ["Threads"]),

    // The executable.

    .executableTarget(
      name: "NightferryCLI",
      dependencies: [
        "CommandLineKit", "Nightly",

        "Bytes", "CSV", "Delivery", "Dump", "Files", "HTMLText", "Mail", "JSONText", "Ledger", "SFTP", "SQLite",
        "Schema",
        "Sedric",
      ],
      swiftSettings: swiftSettings),

    room("Ledger", ["Bytes", "Files", "SQLite"]),

    room("JSONText", ["Bytes", "CByteScan"]),

    room("Delivery", ["Bytes", "Files", "Ledger", "Threads"]),

    room("SFTP", ["Bytes", "Files", "Threads", "CSSH", "CSSH2", "COpenSSL"]),

    room("HTMLText", ["Bytes", "CByteScan", "CXML2"]),

    room("Mail", ["Bytes", "HTMLText"]),

    room("Schema", ["Bytes", "CSV", "Files", "JSONText"]),

    room("Sedric", ["Schema", "Bytes", "CSV", "Files", "HTMLText", "JSONText", "CIDN2"]),

    room("Dump", ["Bytes", "Files", "CSV", "HTMLText", "JSONText", "Mail", "PostgreSQL", "SQLite"]),

    room(
      "Nightly",
      [
        "Bytes", "Files", "Threads", "CSV", "JSONText", "SQLite", "HTMLText", "Dump", "Schema", "Sedric", "Ledger",
        "Delivery",
        "SFTP",
      ]),

    // What tests share.
    room("TestSupport", ["Bytes", "Files", "SFTP", "Threads"]),

    // Tests.

    tests("Bytes", ["Bytes"]),

    tests("Dump", ["Dump", "Bytes", "Files", "JSONText", "Mail", "SQLite", "TestSupport"]),

    tests(
      "Nightly",
      [
        "Nightly", "Bytes", "CSV", "Dump", "Files", "JSONText", "Ledger", "Delivery", "Schema", "Sedric", "SFTP",
        "SQLite",
        "TestSupport", "Threads",
      ]),

    tests("CSV", ["CSV", "CByteScan", "Bytes", "Files", "TestSupport"]),

    tests("Files", ["Files", "Bytes", "CZstd", "TestSupport"]),

    tests("SQLite", ["SQLite", "Bytes", "Files", "TestSupport"]),

    tests("CommandLineKit", ["CommandLineKit"]),

    // The whole flow against real servers.
    .testTarget(
      name: "IntegrationTests",
      dependencies: ["TestSupport", "NightferryCLI", "Bytes", "Files"], swiftSettings: swiftSettings),

    // The binary as a process.
    .testTarget(
      name: "CommandTests",
      dependencies: ["Bytes", "Files", "TestSupport", "NightferryCLI", "Schema", "SQLite", "Threads"],
      swiftSettings: swiftSettings),

    tests("Ledger", ["Ledger", "Bytes", "Files", "SQLite", "TestSupport"]),

    tests("JSONText", ["JSONText", "Bytes", "TestSupport"]),

    tests("Delivery", ["Delivery", "Ledger", "Bytes", "Files", "TestSupport"]),

    tests("SFTP", ["SFTP", "Bytes", "Files", "TestSupport", "Threads"]),

    tests("HTMLText", ["HTMLText", "Bytes", "TestSupport"]),

    tests("Mail", ["Mail", "TestSupport"]),

    tests("Schema", ["Schema", "Bytes", "JSONText", "TestSupport"]),

    tests("Sedric", ["Sedric", "Schema", "Bytes", "CSV", "Files", "JSONText", "TestSupport"]),
  ],
  swiftLanguageModes: [.v6]
)
