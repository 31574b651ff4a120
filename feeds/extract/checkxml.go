package extract

import (
	"bytes"
	"errors"
	"fmt"
)

var errCut = errors.New("read feed: the answer is cut")

// passages are what no tag is looked for in, by how they begin and end.
var passages = []struct{ begin, end string }{
	{"<!--", "-->"}, {cdata, "]]>"}, {"<?", "?>"},
}

const cdata = "<![CDATA["

// checkXML counts depth and attributes before the parser, which recurses, and
// finds an answer that was cut. It looks at tags only and leaves every other
// mistake to the parser: reading all tokens twice would double what a feed costs.
// What stands between the tags it sets aside.
func checkXML(body []byte) (*aside, error) {
	texts := newAside(body)
	depth := 0
	for from := 0; ; {
		at := bytes.IndexByte(body[from:], '<')
		if at < 0 {
			break
		}
		at += from
		texts.text(from, at, false)
		n, opens, err := tag(body[at:])
		if err != nil {
			return texts, err
		}
		if depth += opens; depth > maxXMLDepth {
			return texts, fmt.Errorf("read feed: nested deeper than %d", maxXMLDepth)
		}
		from = at + n
		switch {
		case bytes.HasPrefix(body[at:], []byte(cdata)):
			texts.text(at+len(cdata), from-len("]]>"), true)
		case body[at+1] != '!' && body[at+1] != '?':
			texts.tag(body[at:from])
		}
	}
	if depth > 0 {
		return texts, errCut
	}
	return texts, nil
}

// tag is the length of what begins at the < that s begins with, and by how much
// it changes the depth.
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
// to the last one before the next passage: no other text may hold ]]>.
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
		last := bytes.LastIndex(body[begin:at], []byte("]]>"))
		if last < 0 || !bytes.Contains(body[begin:begin+last], []byte("]]>")) {
			continue
		}
		out = append(out, body[done:begin]...)
		out = append(out, bytes.ReplaceAll(body[begin:begin+last], []byte("]]>"), []byte("]]]]><![CDATA[>"))...)
		done = begin + last
	}
	if out == nil {
		return body
	}
	return append(out, body[done:]...)
}
