package feed

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/regwire/regwire/feeds/extract/dom"
)

var errCut = errors.New("read feed: the answer is cut")

// passages are what no tag is looked for in, by how they begin and end.
var passages = []struct{ begin, end string }{
	{"<!--", "-->"}, {cdata, "]]>"}, {"<?", "?>"},
}

const cdata = "<![CDATA["

// checkXML counts depth and attributes before the parser, which recurses, and
// finds an answer that was cut. It looks at tags only and leaves most other
// mistakes to the parser: reading all tokens twice would double what a feed costs.
// What stands between the tags it sets aside.
func checkXML(body []byte) (*aside, error) {
	texts, nested, err := scanXML(body)
	if err == nil && len(nested.mends) > 0 {
		texts, nested, err = scanXML(nested.mended(body))
	}
	texts.entries = nested.entries
	return texts, err
}

func scanXML(body []byte) (*aside, openings, error) {
	texts, nested := newAside(body), openings{}
	elements := 0
	for from := 0; ; {
		at := bytes.IndexByte(body[from:], '<')
		if at < 0 {
			break
		}
		at += from
		texts.text(from, at, false)
		nested.marks(body, from, at)
		n, opens, err := tag(body[at:])
		if err == nil {
			err = nested.see(at, body[at:at+n], opens)
		}
		if err != nil {
			return texts, nested, err
		}
		from = at + max(n, len("<"))
		if elements += weight(body[at:from]); elements > dom.MaxElements {
			return texts, nested, fmt.Errorf("read feed: it comes to more than %d elements", dom.MaxElements)
		}
		switch {
		case bytes.HasPrefix(body[at:from], []byte(cdata)):
			texts.text(at+len(cdata), from-len("]]>"), true)
		case n > 0 && body[at+1] != '!' && body[at+1] != '?':
			texts.tag(body[at:from])
		}
	}
	if len(nested.open) > 0 {
		return texts, nested, errCut
	}
	return texts, nested, nil
}

// foreignWeight is how many elements one of another namespace counts for: the parser keeps
// each in a table of its own, about a kilobyte, whether anything reads it or not.
const foreignWeight = 5

// entryWeight is how many elements an entry counts for: the parser makes two records of
// it, of some seven hundred bytes, also where it is empty.
const entryWeight = 10

// weight is for how many elements a tag counts.
func weight(tag []byte) int {
	switch {
	case len(tag) < 2 || tag[1] == '/' || tag[1] == '!' || tag[1] == '?':
		return 0
	}
	name := tagName(tag[1:])
	at := bytes.IndexByte(name, ':') + 1
	switch local := name[at:]; {
	case len(local) < len("item") || len(local) > len("entry"):
	case bytes.EqualFold(local, []byte("item")), bytes.EqualFold(local, []byte("entry")):
		return entryWeight
	}
	if at > 1 {
		return foreignWeight
	}
	return 1
}

// tag is the length of what begins at the < that s begins with, and by how much
// it changes the depth; 0 for one of a text that forgot to write it otherwise.
func tag(s []byte) (n, opens int, err error) {
	for _, p := range passages {
		if bytes.HasPrefix(s, []byte(p.begin)) {
			end := bytes.Index(s[len(p.begin):], []byte(p.end))
			if end < 0 {
				return 0, 0, errCut
			}
			return len(p.begin) + end + len(p.end), 0, nil
		}
	}
	switch {
	case len(s) < 2:
		return 0, 0, errCut
	case s[1] == '!':
		n, err = directive(s)
		return n, 0, err
	case s[1] == '/':
		end := bytes.IndexByte(s, '>')
		if end < 0 {
			return 0, 0, errCut
		}
		return end + 1, -1, nil
	case s[1] <= '@' && s[1] != ':':
		return 0, 0, nil // no letter
	}
	return startTag(s)
}

// startTag goes to the end of a start tag. An attribute begins where white space
// ends; a quote counts where a value begins.
func startTag(s []byte) (n, opens int, err error) {
	attrs := 0
	var last byte // the last character that was no white space
	blank := false
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case c == '>':
			if last == '/' {
				return i + 1, 0, nil
			}
			return i + 1, 1, nil
		case c == '<':
			return 0, 0, nil
		case (c == '"' || c == '\'') && last == '=':
			end := bytes.IndexByte(s[i+1:], c)
			if end < 0 {
				return 0, 0, errCut
			}
			i += end + 1
			last, blank = c, false
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			blank = true
		default:
			if blank && c != '=' && c != '/' && last != '=' {
				if attrs++; attrs > maxXMLAttrs {
					return 0, 0, fmt.Errorf("read feed: more than %d attributes", maxXMLAttrs)
				}
			}
			last, blank = c, false
		}
	}
	return 0, 0, errCut
}

// directive goes to the end of a document type, which may hold others.
func directive(s []byte) (int, error) {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case '<':
			depth++
		case '>':
			if depth--; depth == 0 {
				return i + 1, nil
			}
		case '"', '\'':
			end := bytes.IndexByte(s[i+1:], c)
			if end < 0 {
				return 0, errCut
			}
			i += end + 1
		}
	}
	return 0, errCut
}

// mendPassages lets a passage of text that holds its own end, as code in a post does, go on
// to where it ends: before the end of the element that it stands in, else at the last one
// before the next passage.
func mendPassages(body []byte) []byte {
	var out []byte
	done := 0
	for at := 0; ; {
		i := bytes.Index(body[at:], []byte(cdata))
		if i < 0 {
			break
		}
		begin := at + i + len(cdata)
		at = len(body)
		if next := bytes.Index(body[begin:], []byte(cdata)); next >= 0 {
			at = begin + next
		}
		end := passageEnd(body[begin:at], elementBefore(body[:begin-len(cdata)]))
		if end < 0 || !bytes.Contains(body[begin:begin+end], []byte(passageMark)) {
			continue
		}
		out = append(out, body[done:begin]...)
		out = append(out, bytes.ReplaceAll(body[begin:begin+end], []byte(passageMark), []byte("]]]]><![CDATA[>"))...)
		done = begin + end
	}
	if out == nil {
		return body
	}
	return append(out, body[done:]...)
}

const passageMark = "]]>"

// passageEnd is where the passage that s begins with ends, -1 where it does not.
func passageEnd(s, element []byte) int {
	for at := 0; ; {
		i := bytes.Index(s[at:], []byte(passageMark))
		if i < 0 {
			return bytes.LastIndex(s, []byte(passageMark))
		}
		end := at + i
		at = end + len(passageMark)
		rest, closes := bytes.CutPrefix(bytes.TrimLeft(s[at:], " \t\r\n"), []byte("</"))
		if closes && bytes.Equal(tagName(rest), element) {
			return end
		}
	}
}

// elementBefore is the name of the element that s ends in the text of.
func elementBefore(s []byte) []byte {
	return tagName(s[bytes.LastIndexByte(s, '<')+1:])
}
