// Package address makes addresses of the web of what pages write, and tells which are of one
// site, which lead nowhere and which are files. Start with Resolve, which every link of a page
// goes through; SameSite says how far a page may send its reader. It knows no page and asks
// for nothing.
package address
