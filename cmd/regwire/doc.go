// Regwire reads what data-protection regulators publish, understands it, and
// tells the right channels once. This is the tour of the program, bottom up.
//
// The words stand first. Package feeds says what is published: a Source is
// polled, a Visit is what the last poll taught, an Item is one thing as one
// source published it, a Reading what its text says, an Event what really
// happened. Package bot says who is told: a Channel subscribes, a Delivery is one
// post it is owed, a Message is what the post says.
//
// The first half fills the store. feeds/fetch gets one document, politely and
// never from inside the network. feeds/extract reads it by the rule of its source
// (feeds/catalog ships the rules and all tables). feeds/poll takes due sources
// and unread items through both, asks feeds/dedupe what is the same, feeds/lineage
// what follows what, and feeds/reading what the text says: feeds/facts finds dates,
// issuers and figures with the sentences they stand in, feeds/classify judges
// relevance and topics, feeds/gloss renders the title in English; feeds/lexicon and
// feeds/pattern find words for them, feeds/region knows China's provinces and cities, and
// feeds/workday which days are worked.
// What one visit or reading brought is committed as one Round. Attachments are read
// by feeds/attach and pages that only a browser draws by feeds/render, both in
// children of this program (attach.go). What people write as YAML is read by
// feeds/form, and feeds/spelling finds the name that was meant by a wrong one.
//
// The store keeps it in one bbolt file, where store/index finds it by its words, with
// page copies beside it in store/copies; store/evidence packs what is kept of an event
// into a ZIP file. Work is claimed and every result is written against its claim.
//
// The second half empties it. bot/outbox plans who is owed what for every new
// event and delivers it, writing everything down before anything is posted;
// bot/editor words it when it is sent (bot.Alert composes an alert), and owes what comes
// by the clock; bot/digest has the lists that are read at leisure, bot/deadline what is
// coming; bot/phrase has every sentence, and one package per platform (bot/console, …)
// has its markup and limits. bot/command answers the
// verbs that people give; bot/web shows the same on pages.
//
// This package ties them: main calls run, run reads the command line (cli.go) and
// the configuration (config.go), house.go builds the parts, and the files named
// after commands hold order, not logic; sources that people add are proposed by the
// package sourcing below it, control carries commands to the process that serves,
// and survey looks databases over. feeds/replay serves the recording that
// `regwire demo` polls.
package main
