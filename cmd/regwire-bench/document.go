package main

import (
	"fmt"
	"hash/fnv"
	"strings"
	"time"
	"unicode/utf8"
)

// published is when the n-th thing was published: recently, so that it is read.
func published(n int) time.Time {
	return time.Now().UTC().Truncate(24 * time.Hour).Add(-time.Duration(n%14*24+12) * time.Hour)
}

// Clauses that texts are made of, in the manner of the notices that are polled. Most
// name a place, a trade and a matter: the notices of two authorities share their form,
// not their words.
var clauses = []string{
	"根据《中华人民共和国个人信息保护法》等法律法规，", "%[1]s有关部门组织开展了%[2]s领域专项检查，", "对%[3]s方面存在问题的应用进行了通报，",
	"要求%[1]s%[2]s企业限期完成整改，", "逾期未完成的将依法予以处置。", "检查发现部分%[2]s应用在%[3]s中违规收集个人信息，", "未明示%[3]s收集使用个人信息的目的、方式和范围，",
	"未经%[2]s用户同意向第三方提供个人信息，", "请%[1]s社会各界于期限内提出意见，", "%[2]s行业组织对%[3]s提出了建议。",
}

// officeClauses are those of the other notices.
var officeClauses = []string{
	"各%[1]s直属单位：", "为做好%[2]s系统相关工作，", "现将有关事项通知如下，", "请于月底前将%[1]s材料报送办公室。", "各单位要高度重视%[2]s工作，",
	"加强组织领导，", "明确责任分工，", "%[1]s主管部门将适时开展督导。", "工作中的问题请及时反馈。", "特此通知。",
}

// text is n characters for item i of a host; no two are alike.
func text(host string, i, n int) string {
	clauses := clauses
	if i%relevantEvery != 0 {
		clauses = officeClauses
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s第%d号：", host[:5], i)
	count := utf8.RuneCountInString(b.String())
	for k := i; count < n; k = k*31 + 7 {
		c := clauses[(k%len(clauses)+len(clauses))%len(clauses)]
		if strings.Contains(c, "%") {
			c = fmt.Sprintf(c, words(host, k)...)
		}
		b.WriteString(c)
		count += utf8.RuneCountInString(c)
	}
	return b.String()
}

// relevantEvery is which item of a list is about data or apps, as one in four of a
// regulator's notices may be: it begins or joins an event. The others are of its office.
const relevantEvery = 4

var (
	places = []string{
		"北京", "天津", "河北", "山西", "辽宁", "吉林", "上海", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南", "湖北", "湖南",
		"广东", "广西", "海南", "重庆", "四川", "贵州", "云南", "西藏", "陕西", "甘肃", "青海", "宁夏", "新疆",
	}
	trades  = []string{"教育", "医疗", "金融", "汽车", "旅游", "餐饮", "物流", "电商", "社交", "游戏", "招聘", "房产", "保险", "证券", "运动", "地图"}
	matters = []string{"小程序", "智能终端", "应用商店", "人脸识别", "自动续费", "弹窗广告", "账号注销", "位置服务", "算法推荐", "用户画像", "扫码点餐", "定向推送"}
	duties  = []string{"年度预算", "安全生产", "档案管理", "节能减排", "干部培训", "值班安排", "办公用品", "车辆管理", "工会活动", "会议室使用", "防汛准备", "财务决算"}
)

// words are a place, a trade and a matter for the k-th thing that a host says.
func words(host string, k int) []any {
	h := fnv.New32a()
	_, _ = fmt.Fprintf(h, "%s %d", host, k) // a hash never fails
	n := int(h.Sum32() >> 4)
	return []any{places[n%len(places)], trades[n/len(places)%len(trades)], matters[n/len(places)/len(trades)%len(matters)]}
}

func title(host string, i int) string {
	w := words(host, i)
	if i%relevantEvery != 0 {
		return fmt.Sprintf("关于做好%s%s系统%s工作的通知（%s第%d号）", w[0], w[1], duties[i%len(duties)], host[1:5], i)
	}
	return fmt.Sprintf("关于%s%s领域%s侵害用户权益行为的APP通报（%s第%d批）", w[0], w[1], w[2], host[1:5], i)
}

// each calls add for every item a host shows, the newest first.
func each(items, extra int, add func(i int)) {
	for i := items + extra; i > extra; i-- {
		add(i)
	}
}

func rss(host string, items, extra, size int) []byte {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" +
		`<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>通知公告</title><link>http://` + host + `/</link><description>通知公告</description>` + "\n")
	each(items, extra, func(i int) {
		fmt.Fprintf(&b, "<item><title>%s</title><link>http://%s/2022/art_%d.html</link><guid isPermaLink=\"false\">%s-%d</guid><pubDate>%s</pubDate><content:encoded>%s</content:encoded></item>\n",
			title(host, i), host, i, host, i, published(i).Format(time.RFC1123Z), text(host, i, size))
	})
	b.WriteString("</channel></rss>\n")
	return []byte(b.String())
}

func atom(host string, items, extra, size int) []byte {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" +
		`<feed xmlns="http://www.w3.org/2005/Atom"><title>通知公告</title><id>urn:` + host + `</id><updated>` + published(0).Format(time.RFC3339) + `</updated><link href="http://` + host + `/"/>` + "\n")
	each(items, extra, func(i int) {
		at := published(i).Format(time.RFC3339)
		fmt.Fprintf(&b, "<entry><title>%s</title><link href=\"http://%s/2022/art_%d.html\"/><id>urn:%s:%d</id><published>%s</published><updated>%s</updated><content type=\"text\">%s</content></entry>\n",
			title(host, i), host, i, host, i, at, at, text(host, i, size))
	})
	b.WriteString("</feed>\n")
	return []byte(b.String())
}

// listPage is a page of a regulator's site: a list among much layout.
func listPage(host string, items, extra int) []byte {
	var b strings.Builder
	b.WriteString(`<!DOCTYPE html><html><head><meta charset="utf-8"><title>通知公告</title></head><body>`)
	for i := range 60 {
		fmt.Fprintf(&b, `<div class="nav"><a href="/column/%d/index.html">政务公开栏目导航第%d项</a></div>`+"\n", i, i)
	}
	b.WriteString(`<ul class="list">`)
	each(items, extra, func(i int) {
		fmt.Fprintf(&b, `<li><a href="/2022/art_%d.html" title="%s">%s</a><span>%s</span></li>`+"\n", i, title(host, i), title(host, i), published(i).Format(time.DateOnly))
	})
	b.WriteString(`</ul></body></html>`)
	return []byte(b.String())
}

func articlePage(path string, size int) string {
	return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>通报</title></head><body><h1>关于侵害用户权益行为的应用通报</h1><div class="content"><p>` +
		text("f0000"+path, len(path), size) + `</p></div></body></html>`
}
