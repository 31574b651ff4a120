package article

import (
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/answer"
	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/extract/jsonvalue"
	"github.com/regwire/regwire/feeds/extract/rule"
	"github.com/regwire/regwire/feeds/extract/script"
	"github.com/regwire/regwire/feeds/pattern"
)

// byScript is why the text of a client-rendered page is missing.
const byScript = "rendered by script"

// State of client-rendered pages: titles and times as JSON inside a script.
var (
	stateTitle = pattern.MustCompile(`["'](?:title|topic|shareTitle|articleTitle)["']\s*:\s*"((?:[^"\\]|\\.){4,300})"`)
	stateTime  = pattern.MustCompile(`["'](?:publishTime|publish_time|publishtime|releaseDate|releasedate|pubTime|pubtime|createTime)["']\s*:\s*["']?((?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}|\d{10,13})`)
	// shellTitle are titles of the empty page, which name the app only.
	shellTitle = pattern.MustCompile(`^(新华社|新华社客户端|新华网|广州日报|广州日报客户端|分享|详情|文章详情|首页|加载中.*|loading.*|app)$`)
)

// ReadShared reads the page that an app shares: its title is there, its text
// comes by script.
func ReadShared(r *Reading) answer.Result {
	whole, err := r.Page()
	if err != nil {
		return answer.Failed("%v", err)
	}
	p := &page{Page: whole}
	if res, odd := p.Odd(r.Doc, false); odd && res.Outcome != feeds.OutcomeRedirect {
		return res
	}
	a := feeds.Article{Title: shareTitle(r, p), Date: shareDay(r, p)}
	if drawn, ok := r.drawn(p); ok {
		a = joinDrawn(drawn, a)
	}
	if a.Title == "" {
		return answer.Failed("the shared page has no title")
	}
	if a.Text != "" {
		return answer.Result{Outcome: feeds.OutcomeArticle, Article: a}
	}
	return answer.Result{Outcome: feeds.OutcomeArticle, Article: a, Unread: byScript}
}

func shareTitle(r *Reading, p *page) string {
	own := Fill(r.Rule, rule.Article{Title: rule.From("meta[property='og:title']@content", "title", "h1")})
	for _, v := range own.Title {
		if s := dom.Line(rule.Values{v}.First(rule.Spot{Scope: p.Root})); s != "" && !shellTitle.MatchString(strings.ToLower(s)) {
			return s
		}
	}
	for _, s := range dom.Scripts(p.Root) {
		if m := stateTitle.FindStringSubmatch(s); m != nil {
			v, err := jsonvalue.Decode([]byte(`"` + m[1] + `"`))
			if t := dom.Line(jsonvalue.Text(v)); err == nil && t != "" {
				return t
			}
		}
	}
	return ""
}

func shareDay(r *Reading, p *page) feeds.Day {
	c := date.Context{Zone: r.Zone, Today: r.Today()}
	own := r.Rule
	if d, _ := own.Date.Day(rule.Spot{Scope: p.Root, URL: p.Address.String()}, own.DateFormat, c); d.Day != "" {
		return d.Day
	}
	for _, s := range dom.Scripts(p.Root) {
		if m := stateTime.FindStringSubmatch(s); m != nil {
			if d := date.Read(m[1], []string{"ymd", "epoch"}, c); d.Day != "" {
				return d.Day
			}
		}
	}
	return metaDay(p, c)
}

// assignedTime is the time of publication that a script gives a name to and writes into the
// page, as some systems do to format it.
var assignedTime = pattern.MustCompile(`(?i)\b(?:pub(?:lish)?(?:ed)?_?(?:date|time)|release_?(?:date|time)|fbsj|fbrq)\s*=\s*["']((?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2})`)

// maxAssigned is how much such a script holds at most.
const maxAssigned = 2_000

// scriptDay is the time of publication in the script that names an article by its title,
// or in one that gives it a name.
func scriptDay(p *page, title string, c date.Context) feeds.Day {
	for _, s := range dom.Scripts(p.Root) {
		if len(s) <= maxAssigned {
			if m := assignedTime.FindStringSubmatch(s); m != nil {
				return date.YMD(m[1], c).Day
			}
		}
		if title == "" || len(s) > script.MaxSize || !strings.Contains(s, title) {
			continue
		}
		if m := stateTime.FindStringSubmatch(s); m != nil {
			return date.Read(m[1], []string{"ymd", "epoch"}, c).Day
		}
	}
	return ""
}
