package figure

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/view"
	"github.com/regwire/regwire/feeds/pattern"
)

// removedApps reads the apps that a notice of removal counts first as removed, where
// its text says so of "the above apps" alone.
func (p *reading) removedApps() {
	if title := p.Title.Low + p.Chinese.S; !tellsRemoval.MatchString(title) || willRemove.MatchString(title) || p.Media && !p.Body.Words.Matches(removesThese) {
		return
	}
	at := -1
	for i, f := range p.Out.Figures {
		switch {
		case f.Name == "apps_removed":
			return
		case f.Name == "apps" && !f.Minor && at < 0:
			at = i
		}
	}
	if at >= 0 {
		p.Out.Figures[at].Name = "apps_removed"
	}
}

// partsOfRemoval makes minor what a notice of removal counts of apps in front of its own sum:
// 尚有39款未完成整改,此外46款仍未完成整改,对上述90款APP进行下架. So it does with those that a
// notice of some months ago named.
func (p *reading) partsOfRemoval() {
	title := p.Title.Low + p.Chinese.S
	removed := slices.IndexFunc(p.Out.Figures, func(f feeds.Figure) bool { return f.Name == "apps_removed" && !f.Minor })
	if removed < 0 || !removes.MatchString(title) || willRemove.MatchString(title) {
		return
	}
	apart := strings.Contains(title, "通报") && hasAppCount.MatchString(p.Title.S) // 通报46款APP、下架90款APP
	for i := range p.Out.Figures {
		if f := &p.Out.Figures[i]; f.Name == "apps" && (!apart && f.Value <= p.Out.Figures[removed].Value || f.Quote.In == p.Body.In && foundBeforeZH.MatchString(p.beforeFigure(*f))) {
			f.Minor = true
		}
	}
}

var (
	// removesThese says in a report that the apps of which it tells were removed.
	removesThese = pattern.MustCompile(`对?(?:上述|这些|该批|以上)(?:\d+款)?(?:违规|问题)?(?:(?i:app)|应用(?:软件|程序)?|小程序)[^。;,]{0,6}(?:进行|予以|作出)了?下架`)
	removes      = pattern.MustCompile(`下架|停止分发|暂停分发|从应用商店移除|(?:应用商店|予以|组织|依法)[^。,]{0,6}下线`)
	willRemove   = pattern.MustCompile(`将|拟|予以处置|逾期|\b(?:face|faces|will|may|threat\w*)\b`)
	// tellsRemoval is a headline of removal.
	tellsRemoval = pattern.MustCompile(`下架|\b(?:orders?|asks?|told) (?:the )?(?:removal|stores to (?:remove|pull))|^(?:[\w'’ -]{2,60} )?(?:remov(?:es|ed)|delist(?:s|ed)?|pull(?:s|ed)|takes? down|took down) `)
)

// appFigure looks at the clauses that follow for what was done to the apps.
func appFigure(v *view.View, to int, name string) string {
	rest := v.After(to, 240)
	parts := strings.FieldsFunc(rest, func(r rune) bool { return r == ',' })
	for i, c := range parts[min(1, len(parts)):] {
		if i >= 3 || hasAppCount.MatchString(c) {
			break
		}
		if removes.MatchString(c) && !willRemove.MatchString(c) {
			return "apps_removed"
		}
	}
	return name
}

// testedZH ends what stands before the number of apps that were looked at.
var testedZH = pattern.MustCompile(`(?:抽测|检测|拨测|测评|评测|抽查|测试)(?:\d+批次?|了|共|各类|累计)*$`)

// mendedZH follows the number of apps that were put right in time.
var mendedZH = pattern.MustCompile(`^[^。;,]{0,8}(?:已(?:按要求|按期|及时)?(?:完成|落实)?整改|(?:按期|按时|及时)(?:完成)?整改)`)

// nowZH ends what stands before the number of apps that this notice names, of those found.
var nowZH = pattern.MustCompile(`(?:现(?:对|将)|本次|此次|本批|本期)[^。;,]{0,24}$`)

// namedEarlierEN ends what stands before the number of apps that an earlier notice named.
var namedEarlierEN = pattern.MustCompile(`\bhad (?:earlier |previously |already )?(?:named|listed|told|warned|identified)(?: the operators of)?(?: some| about| more than| over| nearly| a total of)? $`)

// notNamed reports a number of apps that a notice tells of and does not name: those that
// were tested, those that were put right, those that an earlier one named.
func notNamed(pre, post string) bool {
	return mendedZH.MatchString(post) || testedZH.MatchString(pre) || triedZH.MatchString(post) || namedEarlierEN.MatchString(view.LowerASCII(pre))
}

// testedApps leaves out the apps that were tested where the text tells of others too: none
// of a name's figures may be this notice's, and the first would then stand for it.
func (p *reading) testedApps() {
	tested := func(f feeds.Figure) bool {
		return f.Name == "apps" && f.Minor && testedZH.MatchString(p.beforeFigure(f))
	}
	if slices.ContainsFunc(p.Out.Figures, func(f feeds.Figure) bool { return f.Name == "apps" && !tested(f) }) {
		p.Out.Figures = slices.DeleteFunc(p.Out.Figures, tested)
	}
}

// ofOtherIssues tells in front of a number that it is of another notice, or of a whole year.
var ofOtherIssues = pattern.MustCompile(`今年以来|累计|上一?[期批]|第[\d一二三四五六七八九十]+[期批](?:所)?(?:通报|公示|曝光)`)

// countApps notes a number of apps that a notice tells of beside those that it names.
func (p *reading) countApps(v *view.View, n view.Number, f feeds.Figure, pre, post string) {
	told := v.S[v.Passage(n.From).From:n.From]
	if f.Name != "apps" || testedZH.MatchString(pre) || mendedZH.MatchString(post) || ofOtherIssues.MatchString(told) {
		return
	}
	for _, m := range appCounts {
		if (m.units == "") == v.English && m.fits(view.LowerASCII(pre), post, view.LowerASCII(pre)) {
			f.Name = m.name
			p.beside = append(p.beside, f)
			return
		}
	}
}

// besideNamed adds the apps that were found and those that are outstanding where a notice
// tells them apart from the apps that it names or has removed.
func (p *reading) besideNamed() {
	figure := func(name string) (feeds.Figure, bool) {
		i := slices.IndexFunc(p.Out.Figures, func(f feeds.Figure) bool { return f.Name == name && !f.Minor })
		if i < 0 {
			return feeds.Figure{}, false
		}
		return p.Out.Figures[i], true
	}
	named, ok := figure("apps")
	removed, also := figure("apps_removed")
	if !ok {
		named, ok = removed, also
	}
	if !ok {
		return
	}
	for _, f := range p.beside {
		_, told := figure(f.Name)
		if told || f.Name == "apps_found" && f.Value <= named.Value || f.Name == "apps_outstanding" && removed.Value == f.Value {
			continue
		}
		p.Out.Figures = append(p.Out.Figures, f)
	}
}
