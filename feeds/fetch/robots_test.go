package fetch_test

import (
	"fmt"
	"net/http"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/regwire/regwire/feeds"
)

const robotsReason = "the site's robots.txt asks not to fetch this address"

func TestRobotsRules(t *testing.T) {
	tests := []struct {
		name, robots, path string
		allowed            bool
	}{
		{"no rules", "", "/a", true},
		{"a page in its place", "<html><body>Disallow: nothing</body></html>", "/a", true},
		{"everything", "User-agent: *\nDisallow: /", "/a", false},
		{"empty rule", "User-agent: *\nDisallow:", "/a", true},
		{"prefix", "User-agent: *\nDisallow: /admin", "/admin/x", false},
		{"beside a prefix", "User-agent: *\nDisallow: /admin", "/a/admin", true},
		{"byte order mark, CRLF", "\ufeffUser-Agent: *\r\nDisallow: /a # us\r\n", "/a", false},
		{"another agent", "User-agent: baiduspider\nDisallow: /", "/a", true},
		{"our group wins", "User-agent: *\nDisallow: /\n\nUser-agent: Regwire/1.0\nDisallow: /x", "/a", true},
		{"our group refuses", "User-agent: regwire\nDisallow: /\nUser-agent: *\nAllow: /", "/a", false},
		{"two agents, one group", "User-agent: a\nUser-agent: *\nDisallow: /a", "/a", false},
		{"groups of one agent add up", "User-agent: *\nDisallow: /a\nUser-agent: b\nDisallow: /\nUser-agent: *\nDisallow: /c", "/c", false},
		{"longest wins", "User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", true},
		{"allow wins a tie", "User-agent: *\nDisallow: /a\nAllow: /a", "/a", true},
		{"star", "User-agent: *\nDisallow: /*.jsp", "/x/y.jsp?id=1", false},
		{"star is anchored", "User-agent: *\nDisallow: /a*c", "/x/a/c", true},
		{"query", "User-agent: *\nDisallow: /*?", "/a?b=1", false},
		{"end", "User-agent: *\nDisallow: /*.jsp$", "/y.jsp?id=1", true},
		{"end matches", "User-agent: *\nDisallow: /*.jsp$", "/y.jsp", false},
		{"end without star", "User-agent: *\nDisallow: /a$", "/a/b", true},
		{"other letters", "User-agent: *\nDisallow: /公告", "/%e5%85%ac%E5%91%8A/1", false},
		{"percent form that is not needed", "User-agent: *\nDisallow: /%7ea%2Dc/", "/~a-c/1", false},
		{"the same in the address", "User-agent: *\nDisallow: /~a-c/", "/%7Ea%2dc/1", false},
		{"percent form that is needed", "User-agent: *\nDisallow: /a%2Fb", "/a/b", true},
		{"a bare percent sign", "User-agent: *\nDisallow: /a%zz", "/a", true},
		{"broken lines", "Disallow: /\nCrawl-delay: many\nUser-agent: *\nCrawl-delay: x\nnonsense\nDisallow: /b", "/a", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := serve(t, pages(map[string]http.HandlerFunc{
				"/":               func(w http.ResponseWriter, _ *http.Request) { write(w, "text") },
				"GET /robots.txt": func(w http.ResponseWriter, _ *http.Request) { write(w, tt.robots) },
			}))
			doc := get(t, c, "http://www.example.cn"+tt.path)
			if tt.allowed {
				wantOutcome(t, doc, "", "")
			} else {
				wantOutcome(t, doc, feeds.OutcomeBlocked, robotsReason)
			}
		})
	}
}

func TestRobotsThatCannotBeHadAllowsTheDocument(t *testing.T) {
	for _, status := range []int{401, 403, 404, 412, 429, 500, 503, 521} {
		t.Run(fmt.Sprint(status), func(t *testing.T) {
			c := serve(t, pages(map[string]http.HandlerFunc{
				"/": func(w http.ResponseWriter, _ *http.Request) { write(w, "text") },
				"GET /robots.txt": func(w http.ResponseWriter, _ *http.Request) {
					w.WriteHeader(status)
					write(w, "User-agent: *\nDisallow: /")
				},
			}))
			wantOutcome(t, get(t, c, "http://www.example.cn/a"), "", "")
		})
	}
}

func TestRobotsIsFetchedThroughTheGuard(t *testing.T) {
	var elsewhere atomic.Int64
	c := serve(t, pages(map[string]http.HandlerFunc{
		"/": func(w http.ResponseWriter, _ *http.Request) { write(w, "text") },
		"GET /robots.txt": func(w http.ResponseWriter, r *http.Request) {
			switch r.Host {
			case "self.example.cn":
				http.Redirect(w, r, "/r/robots.txt", http.StatusMovedPermanently)
			case "inside.example.cn":
				http.Redirect(w, r, "http://10.0.0.1/robots.txt", http.StatusFound)
			default:
				elsewhere.Add(1)
				http.Redirect(w, r, "http://self.example.cn/robots.txt", http.StatusFound)
			}
		},
		"GET /r/robots.txt": func(w http.ResponseWriter, _ *http.Request) { write(w, "User-agent: *\nDisallow: /a") },
	}))
	wantOutcome(t, get(t, c, "http://self.example.cn/a"), feeds.OutcomeBlocked, robotsReason)
	wantOutcome(t, get(t, c, "http://inside.example.cn/a"), "", "")
	wantOutcome(t, get(t, c, "http://other.example.cn/a"), "", "")
	if elsewhere.Load() != 1 {
		t.Errorf("robots.txt of the third host was asked for %d times", elsewhere.Load())
	}
}

// TestHostileRobotsIsCheap serves files that make a careless reader spend a
// gigabyte (every rule for every agent) or minutes (patterns of stars).
func TestHostileRobotsIsCheap(t *testing.T) {
	stars := "/" + strings.Repeat("*a", 200) + "*z\n"
	for name, robots := range map[string]string{
		"agents": strings.Repeat("User-agent: *\n", 18_000) + strings.Repeat("Disallow: /x\n", 18_000),
		"names":  "User-agent: *\n" + strings.Repeat("User-agent: a\n", 18_000) + strings.Repeat("Disallow: /x\n", 18_000),
		"stars":  "User-agent: *\n" + strings.Repeat("Disallow: "+stars, 1000),
		"lines":  strings.Repeat("\n", 500<<10),
		"a line": "User-agent: *\nDisallow: /" + strings.Repeat("b", 499<<10),
		"beyond": "User-agent: *\nDisallow: /c\n" + strings.Repeat("#", 10<<20),
	} {
		t.Run(name, func(t *testing.T) {
			c := serve(t, pages(map[string]http.HandlerFunc{
				"/":               func(w http.ResponseWriter, _ *http.Request) { write(w, "text") },
				"GET /robots.txt": func(w http.ResponseWriter, _ *http.Request) { write(w, robots) },
			}))
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			if doc := get(t, c, "http://www.example.cn/"+strings.Repeat("a", 2000)); doc.Outcome != "" {
				t.Errorf("outcome %q: %s", doc.Outcome, doc.Reason)
			}
			if took := time.Since(start); took > 30*time.Second { // a careless reader takes minutes
				t.Errorf("took %s", took)
			}
			runtime.ReadMemStats(&after)
			if spent := after.TotalAlloc - before.TotalAlloc; spent > 64<<20 {
				t.Errorf("allocated %d MiB", spent>>20)
			}
		})
	}
}
