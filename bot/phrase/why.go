package phrase

import (
	"path"
	"slices"
	"strings"
)

// A reason may end in a publisher's words, which are looked at no further than this.
const (
	longestReason = 1000
	mostParts     = 4
)

// why says a reason of the program in lang. Reasons are kept as English sentences
// where they arise, in the store and in packages that know no language; here they
// find their Chinese. One that is of several, with ": " or "; " between them, is said part by
// part, and what the table does not know stands as it is: a person's words, or a
// publisher's.
func why(lang, reason string) string {
	if lang != langs[1] || len(reason) > longestReason {
		return reason
	}
	left, right, several := strings.Cut(reason, ": ")
	if zh, ok := plainReasons[left]; ok && several {
		return zh + "：" + why(lang, right)
	}
	if said, ok := reasonIn(lang, reason); ok {
		return said
	}
	if first, rest, several := strings.Cut(reason, "; "); several {
		if said := why(lang, first); said != first {
			return said + "；" + why(lang, rest)
		}
	}
	at := 0
	for range mostParts {
		i := strings.Index(reason[at:], ": ")
		if i < 0 {
			return reason
		}
		at += i
		left, known := reasonIn(lang, reason[:at])
		if known || !strings.Contains(left, " ") || isFileName(left) { // or a code of the platform
			return left + "：" + why(lang, reason[at+len(": "):])
		}
		at += len(": ")
	}
	return reason
}

// isFileName reports whether words end as the names of files do.
func isFileName(words string) bool {
	ext := path.Ext(words)
	return len(ext) > 2 && len(ext) <= len(".xlsx") && !strings.ContainsAny(ext, " ，。")
}

// reasonIn says a reason that is one of the table; else it returns it as it is.
func reasonIn(lang, reason string) (said string, ok bool) {
	if zh, ok := plainReasons[reason]; ok {
		return zh, true
	}
	for _, r := range filledReasons {
		if args, ok := taken(reason, r.literals); ok {
			for i, a := range args {
				args[i] = why(lang, a.(string))
			}
			return fill(lang, r.zh, args), true
		}
	}
	return reason, false
}

// taken are the words of s that stand between the literals of a template.
func taken(s string, literals []string) (args []any, ok bool) {
	s, ok = strings.CutPrefix(s, literals[0])
	last := len(literals) - 1
	for i := 1; ok && i < last; i++ {
		var arg string
		arg, s, ok = strings.Cut(s, literals[i])
		args = append(args, arg)
	}
	if !ok {
		return nil, false
	}
	s, ok = strings.CutSuffix(s, literals[last])
	return append(args, s), ok && s != ""
}

// filledReason is a reason with places in it.
type filledReason struct {
	literals []string // what stands before, between and behind the places {0}, {1}, …
	zh       string
}

var plainReasons, filledReasons = sortReasons(slices.Concat(reasons, setReasons, offReasons, postReasons))

func sortReasons(rows [][2]string) (plain map[string]string, filled []filledReason) {
	plain = make(map[string]string, len(rows))
	for _, r := range rows {
		if !strings.Contains(r[0], "{") {
			plain[r[0]] = r[1]
			continue
		}
		f := filledReason{zh: r[1]}
		for part := range strings.SplitSeq(r[0], "{") {
			if _, rest, found := strings.Cut(part, "}"); found {
				part = rest
			}
			f.literals = append(f.literals, part)
		}
		filled = append(filled, f)
	}
	return plain, filled
}
