package gloss

import (
	"strconv"
	"strings"

	"github.com/regwire/regwire/feeds/pattern"
)

// Notices about apps are worded in as many ways as there are offices, of a few parts:
// which batch of which year, how many, what they did, and what becomes of them.

// appTitle is such a title behind its issuer.
var appTitle = pattern.MustCompile(`^(.{0,30}?)关于(?:公布|发布|对|将|公开通报|通报)?(下架|责令限期整改|责令整改|督促|责令)?(?:(\d{4})年(?:度)?)?(?:(?:(\d{1,2})月(?:份)?)|第([一二三四五六七八九十\d]+)([批期]))?(下架|责令限期整改|责令整改|督促)?(?:(\d+)款)?` +
	`(` + appDeed + `)?(?:的)?(` + appNoun + `)(` + appDeed + `)?(?:的)?(?:问题|情况|行为)?(整改情况|整改|限期整改|予以下架|(?:被)?下架(?:处理|处置)?(?:情况)?|(?:检测|抽测|抽检|抽查|监测)(?:结果|情况)|处置情况|进行公开通报|予以公开通报|予以通报)?(名单)?(?:的)?(通报|公告|通告|公示|通知)(?:[(](?:(\d{4})年)?第([一二三四五六七八九十\d]+)([批期])[)])?$`)

const (
	appDeed = `(?:存在|涉嫌|仍)?(?:侵害|侵犯)用户(?:合法)?权益(?:和安全隐患|及安全隐患|、安全隐患)?(?:类)?(?:行为|问题)?|(?:存在|涉嫌)?(?:违法违规|违法|违规|超范围|过度)(?:收集使用|收集、使用|收集|使用)(?:用户)?个人信息(?:行为|问题)?|存在问题|(?:未|逾期未)(?:按要求|按时|按期|按规定)?(?:完成)?整改`
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
	{"逾期", "Failing to Rectify within the Time Limit"},
	{"整改", "Failing to Complete Rectification"},
}

// appNotice renders the title of a notice about apps by its parts.
func (r *render) appNotice(s string) (string, bool) {
	if !r.apps && !strings.Contains(s, "终端") {
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
		name, ok := r.try(func() (string, bool) { return r.issuers(m[1]) })
		if !ok {
			return "", false
		}
		issuer = name + " "
	}
	id, ok := r.g.index[m[14]]
	if !ok {
		return "", false
	}
	return issuer + r.g.words[id].en + " on " + appsNamed(m), true
}

// appNews is a headline about such a notice.
var appNews = pattern.MustCompile(`^(.{2,40}?)(?:日前|近日)?(?:集中)?(?:公开)?(通报|曝光|点名|公布|检测发现|监测发现|发现)(?:(\d{4})年(?:度)?)?(?:第([一二三四五六七八九十\d]+)([批期]))?(?:(\d+)款|部分|多款|一批)?(` + appDeed + `)?(?:的)?(` + appNoun + `)(` + appDeed + `)?(?:名单)?$`)

// appNews renders it: "Hebei Communications Administration Names 20 Apps …".
func (r *render) appNews(s string) (string, bool) {
	m := appNews.FindStringSubmatch(s)
	if m == nil {
		return "", false
	}
	by, ok := r.try(func() (string, bool) { return r.issuers(m[1]) })
	if !ok {
		return "", false
	}
	verb := "name"
	if strings.HasSuffix(m[2], "发现") {
		verb = "find"
	}
	if !r.many {
		verb = inflect(verb, third)
	}
	return by + " " + verb + " " + appsNamed([]string{3: m[3], 5: m[4], 6: m[5], 8: m[6], 9: m[7], 10: m[8], 11: m[9], 17: ""}), true
}

// appsNamed is what a notice is about.
func appsNamed(m []string) string {
	apps := appNames(m[10])
	if m[9] == "存在问题" || m[11] == "存在问题" {
		apps = "Problematic " + apps
	}
	if m[8] != "" {
		apps = m[8] + " " + apps
	}
	if deed := deedOfApps(m[9] + m[11]); deed != "" {
		apps += " " + deed
	}
	lead := m[2] + m[7] + m[12]
	switch {
	case strings.Contains(lead, "下架") && m[13] != "":
		apps = "the List of " + apps + " Removed from App Stores"
	case strings.Contains(lead, "下架"):
		apps = "the Removal of " + apps
		if m[9]+m[11] == "" {
			apps += " from App Stores"
		}
	case strings.HasPrefix(lead, "责令"):
		apps = "Ordering " + apps + " to Rectify"
		if strings.Contains(lead, "限期") {
			apps += " within a Time Limit"
		}
	case strings.HasPrefix(lead, "督促"):
		apps = "Urging Rectification by " + apps
	case strings.Contains(lead, "抽") || strings.Contains(lead, "测"):
		apps = "the Results of the Testing of " + apps
	case strings.Contains(lead, "处置"):
		apps = "the Handling of " + apps
	case strings.Contains(lead, "整改"):
		apps = "the Rectification of " + apps
	case m[13] != "":
		apps = "the List of " + apps
	}
	return apps + issueOf(m[3], m[4], m[5], m[6]) + issueOf(m[15], "", m[16], m[17])
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
		return en + " (Including " + join(kinds) + ")"
	case strings.Contains(zh, "("):
		return en + " (" + strings.Join(kinds, ", ") + ")"
	}
	return join(append([]string{en}, kinds...))
}

func deedOfApps(zh string) string {
	for _, d := range appDeeds {
		if strings.Contains(zh, d.zh) {
			return d.en
		}
	}
	return ""
}

// issueOf is which notice of a series it is, in brackets.
func issueOf(year, month, number, kind string) string {
	var out string
	switch {
	case number != "":
		if n := atoi(number); n > 0 {
			number = strconv.Itoa(n)
		}
		out = map[string]string{"批": "Batch ", "期": "No. "}[kind] + number
		if year != "" {
			out += " of " + year
		}
	case year != "" && month != "":
		out = day(year, month, "")
	case year != "":
		out = year
	}
	if out == "" {
		return ""
	}
	return " (" + out + ")"
}
