package gloss

import (
	"strconv"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/gloss/chinese"
	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/gloss/number"
	"github.com/regwire/regwire/feeds/pattern"
)

// Notices about apps are worded in as many ways as there are offices, of a few parts:
// which batch of which year, how many, what they did, and what becomes of them.

// appTitle is such a title behind its issuer.
var appTitle = pattern.MustCompile(`^(.{0,30}?)关于(?:公布|发布|对|将|公开通报|通报)?(下架|责令限期整改|限期整改|责令整改|督促整改|督促|责令)?(?:(\d{4})年(?:度)?)?(?:(?:(\d{1,2})月(?:份)?)|第([` + feeds.HanNumerals + `\d]+)(批|期|季度))?(下架|责令限期整改|责令整改|督促)?(?:(\d+)款)?` +
	`(` + appDeed + `)?(?:的)?(` + appNoun + `)(` + appDeed + `)?(?:的)?(?:问题|情况|行为)?(整改情况(?:的)?复核(?:情况|结果)?|整改情况|整改|限期整改|予以下架|(?:被)?下架(?:处理|处置)?(?:情况)?|(?:检测|抽测|抽检|抽查|监测)(?:结果|情况)|处置情况|进行公开通报|予以公开通报|予以通报)?(名单)?(?:的)?(通报|公告|通告|公示|通知|名单|函)(?:[(](?:(\d{4})年)?第([一二三四五六七八九十\d]+)([批期])[)])?$`)

const (
	appDeed = `(?:存在|涉嫌|仍)?(?:侵害|侵犯)用户(?:合法)?权益(?:和安全隐患|及安全隐患|、安全隐患)?(?:类)?(?:行为|问题)?|(?:存在|涉嫌)?(?:违法违规|违法|违规|超范围|过度)(?:收集使用|收集、使用|收集|使用)(?:用户)?个人信息(?:行为|问题)?|存在问题|违规行为|(?:未|逾期未)(?:按要求|按时|按期|按规定)?(?:完成)?整改(?:到位)?`
	appNoun = `(?:问题|违规|违法违规|违法)?(?:移动互联网应用程序|互联网应用程序|移动互联网应用|移动应用程序|移动应用|应用程序|应用软件|智能终端|APP|App|app)(?:[(](?:含|包括)?(?:小程序|SDK|APP|App|、|/|和)+[)]|(?:[/、和及](?:小程序|SDK))+)?`
)

// appDeeds are what apps did, by a word that tells it.
var appDeeds = []struct{ zh, en string }{
	{"安全隐患", "Infringing Users' Rights and Posing Security Risks"},
	{"用户权益", "Infringing Users' Rights"},
	{"用户合法权益", "Infringing Users' Rights"},
	{"收集使用", "Illegally Collecting and Using Personal Information"},
	{"收集、使用", "Illegally Collecting and Using Personal Information"},
	{"收集", "Illegally Collecting Personal Information"},
	{"使用", "Illegally Using Personal Information"},
	{"违规行为", "with Violations"},
	{"逾期", "Failing to Rectify within the Time Limit"},
	{"按要求", "Failing to Complete Rectification as Required"},
	{"按规定", "Failing to Complete Rectification as Required"},
	{"按期", "Failing to Complete Rectification in Time"},
	{"按时", "Failing to Complete Rectification in Time"},
	{"整改", "Failing to Complete Rectification"},
}

// appNotice renders the title of a notice about apps by its parts.
func (r *titling) appNotice(s string) (string, bool) {
	if !r.ZH.Apps && !strings.Contains(s, "终端") {
		return "", false
	}
	if en, ok := r.appNews(s); ok {
		return en, true
	}
	m := appTitle.FindStringSubmatch(s)
	if m == nil || m[2]+m[7]+m[9]+m[11]+m[12] == "" && !strings.HasPrefix(m[10], "问题") && !strings.HasPrefix(m[10], "违") {
		return "", false
	}
	issuer := ""
	if m[1] != "" {
		name, ok := r.Try(func() (string, bool) { return r.Issuers(m[1]) })
		if !ok {
			return "", false
		}
		issuer = name + " "
	}
	w, ok := r.of.rules.Terms.Word(m[14])
	if !ok {
		return "", false
	}
	told := appsTold{
		lead: m[2] + m[7] + m[12], count: m[8], deed: m[9] + m[11], noun: m[10], listed: m[13] != "",
		issues: []issue{{year: m[3], month: m[4], number: m[5], unit: m[6]}, {year: m[15], number: m[16], unit: m[17]}},
	}
	link := " on "
	if m[14] == "名单" {
		link = " of "
	}
	return issuer + w.EN + link + told.english(), true
}

// appsTold are the parts of what is told of apps.
type appsTold struct {
	lead   string // what becomes of them
	count  string
	deed   string // what they did
	noun   string // what they are called
	listed bool   // in a list of names
	issues []issue
}

// issue is which notice of a series it is.
type issue struct{ year, month, number, unit, overall string }

// appNews is a headline about such a notice.
var appNews = pattern.MustCompile(`^(.{2,40}?)(?:日前|近日)?(?:集中)?(?:公开)?(通报|曝光|点名|公布|检测发现|监测发现|发现)(?:(\d{4})年(?:度)?)?(?:第([` + feeds.HanNumerals + `\d]+)([批期])(?:[(（]总第(\d+)[批期][)）])?)?(?:(\d+)款|部分|多款|一批)?(` + appDeed + `)?(?:的)?(` + appNoun + `)(` + appDeed + `)?(?:名单)?$`)

// appNews renders it: "Hebei Communications Administration Names 20 Apps …".
func (r *titling) appNews(s string) (string, bool) {
	m := appNews.FindStringSubmatch(s)
	if m == nil {
		return "", false
	}
	by, ok := r.Try(func() (string, bool) { return r.Issuers(m[1]) })
	if !ok {
		return "", false
	}
	verb := "name"
	if strings.HasSuffix(m[2], "发现") {
		verb = "find"
	}
	if !r.Many {
		verb = english.Inflect(verb, english.Third)
	}
	told := appsTold{count: m[7], deed: m[8] + m[10], noun: m[9], issues: []issue{{year: m[3], number: m[4], unit: m[5], overall: m[6]}}}
	return by + " " + verb + " " + told.english(), true
}

// english is what a notice is about.
func (t appsTold) english() string {
	apps := appNames(t.noun)
	if strings.Contains(t.deed, "存在问题") {
		apps = "Problematic " + apps
	}
	if t.count != "" {
		apps = t.count + " " + apps
	}
	if deed := deedOfApps(t.deed); deed != "" {
		apps += " " + deed
	}
	apps = t.handled(apps)
	for _, i := range t.issues {
		apps += i.english()
	}
	return apps
}

// handled is what becomes of the apps.
func (t appsTold) handled(apps string) string {
	switch {
	case strings.Contains(t.lead, "下架") && t.listed:
		return "the List of " + apps + " Removed from App Stores"
	case strings.Contains(t.lead, "下架") && t.deed == "":
		return "the Removal of " + apps + " from App Stores"
	case strings.Contains(t.lead, "下架"):
		return "the Removal of " + apps
	case strings.HasPrefix(t.lead, "责令") && strings.Contains(t.lead, "限期"), strings.HasPrefix(t.lead, "限期整改"):
		return "Ordering " + apps + " to Rectify within a Time Limit"
	case strings.HasPrefix(t.lead, "责令"):
		return "Ordering " + apps + " to Rectify"
	case strings.HasPrefix(t.lead, "督促"):
		return "Urging Rectification by " + apps
	case strings.Contains(t.lead, "抽") || strings.Contains(t.lead, "测"):
		return "the Results of the Testing of " + apps
	case strings.Contains(t.lead, "处置"):
		return "the Handling of " + apps
	case strings.Contains(t.lead, "复核"):
		return "the Review of the Rectification of " + apps
	case strings.Contains(t.lead, "整改"):
		return "the Rectification of " + apps
	case t.listed:
		return "the List of " + apps
	}
	return apps
}

// appNames is what the title calls them.
func appNames(zh string) string {
	en := "Apps"
	switch {
	case strings.Contains(zh, "智能终端"):
		en = "Smart Terminals"
	case strings.Contains(zh, "移动互联网应用"):
		en = "Mobile Internet Applications"
	case strings.Contains(zh, "移动应用"):
		en = "Mobile Apps"
	}
	switch {
	case strings.HasPrefix(zh, "问题"):
		en = "Problematic " + en
	case strings.HasPrefix(zh, "违法") && !strings.HasPrefix(zh, "违法违规"):
		en = "Illegal " + en
	case strings.HasPrefix(zh, "违"):
		en = "Non-compliant " + en
	}
	var kinds []string
	if strings.Contains(zh, "SDK") {
		kinds = append(kinds, "SDKs")
	}
	if strings.Contains(zh, "小程序") {
		kinds = append(kinds, "Mini Programs")
	}
	switch {
	case len(kinds) == 0:
		return en
	case strings.Contains(zh, "含") || strings.Contains(zh, "包括"):
		return en + " (Including " + english.Join(kinds) + ")"
	case strings.Contains(zh, "("):
		return en + " (" + strings.Join(kinds, ", ") + ")"
	}
	return english.Join(append([]string{en}, kinds...))
}

func deedOfApps(zh string) string {
	for _, d := range appDeeds {
		if strings.Contains(zh, d.zh) {
			return d.en
		}
	}
	return ""
}

// english is the issue in brackets.
func (i issue) english() string {
	var out string
	switch {
	case i.number != "":
		if n := chinese.Number(i.number); n > 0 {
			i.number = strconv.Itoa(n)
		}
		out = map[string]string{"批": "Batch ", "期": "No. ", "季度": "Quarter "}[i.unit] + i.number
		if i.year != "" {
			out += " of " + i.year
		}
		if i.overall != "" {
			out += ", No. " + i.overall + " Overall"
		}
	case i.year != "" && i.month != "":
		out = number.Day(i.year, i.month, "")
	case i.year != "":
		out = i.year
	}
	if out == "" {
		return ""
	}
	return " (" + out + ")"
}
