package script

import (
	"encoding/json"
	"iter"
	"net/url"
	"strings"
)

// Strings are what the strings of a script say, one after another: its comments hold none.
func Strings(script string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := 0; i < len(script); i++ {
			switch c := script[i]; {
			case strings.HasPrefix(script[i:], "//"):
				i += lineLength(script[i:])
			case strings.HasPrefix(script[i:], "/*"):
				n := strings.Index(script[i:], "*/")
				if n < 0 {
					return
				}
				i += n + 1
			case c == '"' || c == '\'' || c == '`':
				n := literalEnd(script[i:])
				if n < 0 || !yield(scriptString(script[i+1:i+n])) {
					return
				}
				i += n
			}
		}
	}
}

// scriptString is what a string of a script says.
func scriptString(inside string) (s string) {
	if err := json.Unmarshal([]byte(jsonString(inside)), &s); err != nil {
		return ""
	}
	if strings.Contains(s, "%3C") {
		if plain, err := url.PathUnescape(s); err == nil {
			return plain
		}
	}
	return s
}

// maxStrings is how many strings of a call are read.
const maxStrings = 8

// CallStrings are the strings that a call is given, up to what is none.
func CallStrings(script string) (out []string) {
	for script != "" && (script[0] == '\'' || script[0] == '"') && len(out) < maxStrings {
		n := literalEnd(script)
		if n < 0 {
			return nil
		}
		out = append(out, scriptString(script[1:n]))
		rest, more := strings.CutPrefix(strings.TrimLeft(script[n+1:], " \t\r\n"), ",")
		if !more {
			break
		}
		script = strings.TrimLeft(rest, " \t\r\n")
	}
	return out
}

// WritesLinks reports whether a script holds markup with links, as it stands or escaped.
func WritesLinks(code string) bool {
	return strings.Contains(code, "</a") || strings.Contains(code, `<\/a`) || strings.Contains(code, "%3C/a")
}
