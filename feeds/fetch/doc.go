// Package fetch gets one document, politely and safely. Start with New and
// Client.Get; Decode and ByStatus judge a saved file the same way.
//
// # What it promises
//
// Safe: no packet goes to an address that is not a public one. Addresses,
// names, ports and spellings are checked before a look-up (CheckURL), all
// answers of the look-up before a connection is tried, and the address again on
// the socket that is about to connect, on every redirect and for robots.txt too.
// Only the operator can open the guard, for an exact host:port or CIDR:port
// (Config.Allow), or by an egress proxy, which then has to check addresses
// itself. What is refused reads "blocked address" whatever stands there, so that
// nobody can map a network with it.
//
// Bounded: every wait and every size has a limit (limits.go). A hostile server
// costs a place in flight for two seconds and one aside for a minute of network
// time at most. However many bodies have no end, they share 21 MiB while they are
// read.
//
// Polite: one request at a time to a host, a gap between them, a limit on all
// that is in flight, robots.txt with its Crawl-delay, validators sent back, and a
// User-Agent that says who asks.
//
// Honest: an answer that is not the document (a challenge, a captcha, a refusal,
// an error page) has an Outcome and one sentence of Reason, and never looks like
// an empty list. Challenges are not solved; the one exception is a redirect to
// the same address that sets a cookie, which any client without a cookie jar
// has to replay once.
//
// Readable: Body is valid UTF-8 without byte order mark, whatever the publisher
// declared, and Replaced says how many characters could not be decoded.
//
// It leaves to others: when to ask (feeds/poll), what the document says
// (feeds/extract), redirects written in a page instead of a header, and whether
// a permanent redirect becomes the new address.
package fetch
