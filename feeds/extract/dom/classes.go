package dom

import (
	"hash/maphash"
	"strings"
	"sync/atomic"

	"golang.org/x/net/html"

	"github.com/regwire/regwire/feeds/pattern"
)

// ClassRule is an expression on the names of classes. A page says few names thousands of
// times, and sites say the same ones: what the expression said of a name is remembered.
type ClassRule struct {
	expression *pattern.Pattern
	seen       [classesSeen]atomic.Pointer[classVerdict]
}

type classVerdict struct {
	name string
	is   bool
}

const (
	classesSeen  = 1 << 10 // names that a rule remembers
	longestClass = 80      // of a name that is worth it
)

var classSeed = maphash.MakeSeed()

// Classes is the rule of an expression, which matches one name at a time.
func Classes(expression string) *ClassRule {
	return &ClassRule{expression: pattern.MustCompile(expression)}
}

// MatchString reports whether the expression matches a name.
func (c *ClassRule) MatchString(name string) bool {
	if len(name) > longestClass {
		return c.expression.MatchString(name)
	}
	at := &c.seen[maphash.String(classSeed, name)%classesSeen]
	if v := at.Load(); v != nil && v.name == name {
		return v.is
	}
	v := &classVerdict{name: strings.Clone(name), is: c.expression.MatchString(name)}
	at.Store(v)
	return v.is
}

// Class reports whether the expression matches one of an element's classes.
func (c *ClassRule) Class(n *html.Node) bool { return c.Names(Attr(n, "class")) }

// Named is class, its id among them.
func (c *ClassRule) Named(n *html.Node) bool { return c.Class(n) || c.MatchString(Attr(n, "id")) }

// Names reports whether the expression matches one of the names in an attribute.
func (c *ClassRule) Names(list string) bool {
	for name := range strings.FieldsSeq(list) {
		if c.MatchString(name) {
			return true
		}
	}
	return false
}
