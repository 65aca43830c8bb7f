extension Explanation {
  static let servers: [Explanation] = [
    Explanation(
      "unreachable", "No connection came about.",
      "Check name, port, firewall and the vendor's list of allowed addresses."),
    Explanation("connection-lost", "The connection ended in the middle.", "Run again: it goes on where it stopped."),
    Explanation(
      "stalled", "Nothing moved for the stall timeout.", "Run again; set stallTimeout higher on a slow line."),
    Explanation(
      "authentication", "The server took none of the ways to log in.",
      "Check the user's name, and key file or password; `nightferry doctor` lists what the server takes."),
    Explanation(
      "host-key", "The server's host key is unknown, changed or revoked.",
      "Compare the fingerprint with the one that the operator names. For the first contact use --accept-new; for a change mend known_hosts."
    ),
    Explanation(
      "no-common-algorithm", "Client and server have no cipher, MAC, key exchange or key type in common.",
      "Use transport: \"openssh\", which knows more of them than libssh."),
    Explanation(
      "protocol-violation", "What answered does not speak SFTP version 3.",
      "Check host and port; a shell's start-up file must print nothing."),
    Explanation(
      "not-found", "The path, or a folder on the way, is not on the server.",
      "Check the path in the address and in folders."),
    Explanation(
      "permission-denied", "The server's user may not do that.", "Ask the server's operator; check the folder."),
    Explanation("no-space", "The server's disk is full.", "Ask the server's operator, then run again."),
    Explanation(
      "quota-exceeded", "The user's share of the server's disk is used up.",
      "Ask the server's operator, then run again."),
    Explanation(
      "already-there", "The name is taken on the server, and replacing is not allowed.",
      "Use --replace if it shall be replaced."),
    Explanation("unsupported", "The server does not do what was asked.", "`nightferry doctor` shows what it does."),
    Explanation(
      "failure", "The server refused and did not say why.", "Run again; if it stays, ask the server's operator."),
    Explanation(
      "size-mismatch", "What stands on the server is not as long as what was sent.", "Run again: it is sent anew."),
    Explanation(
      "changed", "A file on the server became another while it was fetched.",
      "Fetch again when nobody writes to it; what was fetched of it is thrown away."),
    Explanation(
      "local-file", "A local file could not be read, or changed while it was sent.",
      "Do not change the outbox during a run; export again."),
  ]
}
