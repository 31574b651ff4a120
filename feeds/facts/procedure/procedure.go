// Package procedure reads what was done to somebody: the words of procedure that a text
// states as taken, and the passages that state a penalty. Read is all there is. What will be
// done, may be done or was done another time is none.
package procedure

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/page"
	"github.com/regwire/regwire/feeds/facts/view"
	"github.com/regwire/regwire/feeds/pattern"
)

// reading is a page while what was done is read.
type reading struct {
	*page.Page
}

// Read lists the words of procedure that the texts use and the passages that state a penalty.
func Read(p *page.Page) { (&reading{Page: p}).procedure() }

// procedureWords are the words of procedure, exactly as law uses them.
var procedureWords = []string{
	"通报", "责令限期整改", "责令整改", "责令改正", "责令限期改正", "限期整改", "限期改正", "责令停止违法行为", "责令停止服务", "责令暂停服务", "责令下线", "下架", "禁止搜索", "禁搜", "约谈", "断开网络接入",
	"纳入电信业务经营不良名单", "行政处罚", "警告", "罚款", "没收违法所得", "责令暂停相关业务", "停业整顿", "吊销",
	"抓获", "刑事拘留", "行政拘留", "拘役", "批准逮捕", "逮捕", "拘捕", "保释", "采取刑事强制措施", "移送审查起诉", "移送起诉", "提起公诉",
	"提起刑事附带民事公益诉讼", "提起民事公益诉讼", "提起行政公益诉讼", "提起消费民事公益诉讼", "提起消费公益诉讼", "执行通知", "警告信", "出具警示函", "不起诉", "检察建议", "有期徒刑", "缓刑", "罚金", "驳回", "维持原判", "赔礼道歉", "书面致歉", "公开致歉", "书面道歉", "公开道歉", "公开征求意见", "立案调查", "网络安全审查",
}

var procedureEN = []string{
	"ordered to rectify", "removed from app stores", "summoned", "fined", "apprehended", "detained", "arrested",
	"transferred for prosecution", "prosecuted", "sentenced", "suspended", "public apology", "settled", "dismissed",
}

// procedure lists the words of procedure that the texts use and the passages
// that state a penalty.
func (p *reading) procedure() {
	if p.Out.Stage != "" {
		// a rule's text names penalties without imposing any
		if p.Out.Stage == feeds.StageDraft && strings.Contains(p.Chinese.S+p.Title.S+p.Body.S, "公开征求意见") {
			p.Out.Procedure = []string{"公开征求意见"}
		}
		return
	}
	for _, v := range p.Views {
		words, text := procedureWords, v.Words
		if v.English {
			words, text = procedureEN, v.LowWords
		}
		for _, w := range words {
			if !text.Has(w) || p.within(w) {
				continue
			}
			told, ofAll := v.English, true
			if !told {
				told, ofAll = p.stated(v, w)
			}
			if told {
				p.Out.Procedure = append(p.Out.Procedure, w)
			}
			if told && !ofAll {
				p.Out.CaseSteps = append(p.Out.CaseSteps, w)
			}
		}
	}
	p.penalties()
}

// toCome stands before a step that will be taken, or that another body may take:
// 将依法责令改正, 移送行政处罚, 情节严重的依法予以罚款、停业整顿.
var toCome = pattern.MustCompile(`(?:将(?:依法|依规|会|视情|按|依据|根据|从严|予以|责令|采取|一律|坚决)|移送$)[^。;,、]{0,16}$|(?:^|[。;,])(?:我?[部局办委厅署]|[^。;,]{2,8}(?:部门|局|办|厅))将对[^。;]{2,40}$|(?:情节严重|情节恶劣|拒不[^。;,]{0,8}|逾期[^。;,]{0,10}|不到位|不符合要求|造成严重后果|违反[^。;,]{0,8}规定)的(?:,|依法|将|可|一律|由|给予|处)[^。;]{0,44}$|加(?:强|大)[^。;,]{0,40}(?:监管|处罚|执法|查处|惩处|整治)[^。;,]{0,12},包括[^。;]{0,40}$`)

// tookBefore stands before a step that was taken another time: 该行2020年也曾被警告.
var tookBefore = pattern.MustCompile(`(?:^|[^未不])曾(?:因|被|于|经|受|对|就|多次)[^。;]{0,80}$`)

// askedFor stands before an apology that one side demands.
var askedFor = pattern.MustCompile(`(?:请求|诉请|要求)(?:人民)?(?:法院)?判令[^。;]{0,40}$|(?:要求|请求|诉请|主张|诉求)[^。;判]{0,60}$`)

// notImposed follows 行政处罚 where none is: the law of that name, its rules, and the notice
// that one is proposed.
var notImposed = pattern.MustCompile(`^(?:法|程序|裁量|权|措施|(?:意见|事先|事前|听证)*告知|听证)`)

// stated reports whether the text says once that a step was taken, and not only that it
// will be, and whether it says so elsewhere than within one of several cases.
func (p *reading) stated(v *view.View, step string) (told, ofAll bool) {
	for at := 0; ; at += len(step) {
		i := strings.Index(v.S[at:], step)
		if i < 0 {
			return told, ofAll
		}
		at += i
		if told && v.CaseAt(at) > 0 || !taken(step, v.S[:at], v.S[at+len(step):]) || p.BeforeLaunch(v, at) {
			continue
		}
		if told = true; v.CaseAt(at) == 0 {
			return true, true
		}
	}
}

// taken reports whether a step is one that was taken in this matter, by what stands in front
// of it and behind it.
func taken(step, pre, post string) bool {
	pre = view.ClipLeft(pre, 240)
	switch {
	case step == "罚金" && strings.HasPrefix(post, "额"),
		step == "警告" && strings.HasPrefix(post, "!"), // to whoever reads
		step == "行政处罚" && notImposed.MatchString(post),
		strings.HasSuffix(step, "歉") && askedFor.MatchString(pre):
		return false
	}
	return !tookBefore.MatchString(pre) && !toCome.MatchString(view.ClipLeft(pre, 180))
}

// within reports whether a longer word that holds w is listed already.
func (p *reading) within(w string) bool {
	return slices.ContainsFunc(p.Out.Procedure, func(have string) bool { return strings.Contains(have, w) })
}
