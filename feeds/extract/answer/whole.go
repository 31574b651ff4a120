package answer

import (
	"bytes"

	"github.com/regwire/regwire/feeds/extract/dom"
)

// isCut reports whether a page of HTML ends before its end: it begins as a
// whole page, lacks both closing tags, and breaks off inside a tag or a list. A
// publisher who only forgets the closing tags is not taken for one.
func isCut(body []byte) bool {
	if !dom.IsMarkup(body) {
		return false
	}
	tail := body[max(0, len(body)-4096):]
	if bytes.Contains(tail, []byte("</html")) || bytes.Contains(tail, []byte("</body")) {
		return false // as nearly every page is written
	}
	if tail = bytes.ToLower(tail); bytes.Contains(tail, []byte("</html")) || bytes.Contains(tail, []byte("</body")) {
		return false
	}
	tail = bytes.TrimSpace(tail)
	if bytes.LastIndexByte(tail, '<') > bytes.LastIndexByte(tail, '>') {
		return true
	}
	low := bytes.ToLower(body)
	if bytes.Contains(low, []byte("</body")) || bytes.Contains(low, []byte("</html")) {
		return false
	}
	for _, list := range []string{"ul", "table", "script", "a"} {
		if countOpen(low, list) > bytes.Count(low, []byte("</"+list+">")) && !isLeft(low, list) {
			return true
		}
	}
	return false
}

// isLeft reports whether what stood around the last element of that name was closed behind it:
// old pages end their lists so, and go on.
func isLeft(low []byte, name string) bool {
	at := max(bytes.LastIndex(low, []byte("<"+name+">")), bytes.LastIndex(low, []byte("<"+name+" ")))
	if at < 0 || name == "script" {
		return false
	}
	for _, around := range []string{"div", "td", "tr", "table", "center"} {
		if around != name && bytes.Count(low[at:], []byte("</"+around+">")) > countOpen(low[at:], around) {
			return true
		}
	}
	return false
}

// countOpen counts the opening tags of that name.
func countOpen(low []byte, name string) int {
	return bytes.Count(low, []byte("<"+name+">")) + bytes.Count(low, []byte("<"+name+" "))
}
