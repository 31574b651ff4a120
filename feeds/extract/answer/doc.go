// Package answer is a document as it was answered, and what reading it comes to. Publishers
// answer 200 to everything: Page.Odd tells the pages that stand in for what was asked, such as
// a challenge or a notice that there is nothing here, before anybody looks for rows or an
// article in them; Page.Instead those whose words were taken for an article, in the frame of the
// site.
//
// Start with Document, which whoever reads a kind of documents is given, and with Result, what
// each of them returns.
package answer
