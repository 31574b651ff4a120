package page

import (
	"github.com/regwire/regwire/feeds/facts/view"
	"github.com/regwire/regwire/feeds/pattern"
)

// repealsZH is the title of what ends others.
var repealsZH = pattern.MustCompile(`关于(?:公布)?(?:废止|宣布失效|停止(?:执行|施行)).{2,160}(?:通知|公告|通告|决定|函)(?:\([^()]*\))?\)?$|决定废止(?:《[^》]{2,80}》[、和及]?)+(?:等[\d一二三四五六七八九十]+[件部项个].{0,12})?$`)

// EndsOthers reports whether the page does nothing but end other documents.
func (p *Page) EndsOthers() bool {
	return repealsZH.MatchString(p.Chinese.S) || repealsZH.MatchString(p.Title.S)
}

// endsZH is what such a title says is done to them.
var endsZH = pattern.MustCompile(`废止|宣布失效|停止(?:执行|施行)`)

// partEndedZH says that only a part of what is named ends.
var partEndedZH = pattern.MustCompile(`》中?的?(?:部分|个别|有关|若干|第[^》]{1,20}条)(?:条目|条款|条文|内容|规定)?`)

// moreEndedZH says behind the names in such a title that there are more.
var moreEndedZH = pattern.MustCompile(`》等|一批|部分|若干|[\d一二三四五六七八九十]+[件部项个]`)

// Ended is what a page does nothing but end.
type Ended struct {
	// Names are the documents that its title names, in simplified characters as printed.
	Names []string
	// More says that it counts more than it names, Part that only parts of them end.
	More, Part bool
}

// Ends is what a page of this title does nothing but end; ok is false where it does
// something else.
func Ends(title string) (e Ended, ok bool) {
	if !repealsZH.MatchString(view.UnifyText(title)) {
		return Ended{}, false
	}
	title = view.Simplified(title)
	behind := title[endsZH.FindStringIndex(title)[1]:]
	for _, m := range Quoted.FindAllStringSubmatch(behind, 8) {
		e.Names = append(e.Names, m[1])
	}
	e.Part = partEndedZH.MatchString(behind)
	e.More = !e.Part && moreEndedZH.MatchString(behind)
	return e, true
}
