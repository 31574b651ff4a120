package apps_test

import (
	"fmt"
	"testing"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/factstest"
)

// listed writes the apps of a list as name, version and company of each.
func listed(got *feeds.AppList) (out []string) {
	if got == nil {
		return nil
	}
	for _, r := range got.Rows {
		out = append(out, r.Name+"|"+r.Version+"|"+r.Developer)
	}
	return out
}

func TestListsOfAppsInOddFormsAreReadWhole(t *testing.T) {
	const body = "共发现3款APP存在问题，现予以通报。\n"
	r := factstest.Reader(t)
	whole := [][]string{
		{"序号", "应用名称", "应用开发者", "应用版本", "所涉问题"},
		{"1", "云优记账", "上海云优科技有限公司", "1.2", "违规收集个人信息"},
		{"2", "快乐相机", "北京快乐软件有限公司", "3.0.1", "账号注销难"},
		{"3", "果豆阅读", "杭州果豆网络科技有限公司", "5.1", "违规使用个人信息"},
	}
	want := []string{"云优记账|1.2|上海云优科技有限公司", "快乐相机|3.0.1|北京快乐软件有限公司", "果豆阅读|5.1|杭州果豆网络科技有限公司"}
	companies := []string{"云优记账||上海云优科技有限公司", "快乐相机||北京快乐软件有限公司", "果豆阅读||杭州果豆网络科技有限公司"}
	names := []string{"云优记账||", "快乐相机||", "果豆阅读||"}
	for name, c := range map[string]struct {
		w    feeds.Writing
		want []string
	}{
		"twice, once for telephones": {feeds.Writing{Body: body, Tables: [][][]string{whole, whole}}, want},
		"on the page and attached":   {feeds.Writing{Body: body, Tables: [][][]string{whole}, Attachments: []feeds.Attachment{{Name: "名单.docx", How: "docx", Table: whole}}}, want},
		"an app in a column": {feeds.Writing{Body: body, Tables: [][][]string{{
			{"应用名称", "云优记账", "快乐相机", "果豆阅读"},
			{"应用版本", "1.2", "3.0.1", "5.1"},
			{"应用开发者", "上海云优科技有限公司", "北京快乐软件有限公司", "杭州果豆网络科技有限公司"},
		}}}, want},
		"cards with two labels in a line": {feeds.Writing{Body: body, Tables: [][][]string{{
			{"应用名称", "云优记账", "版本", "1.2"},
			{"开发者", "上海云优科技有限公司", "问题", "账号注销难"},
			{"应用名称", "快乐相机", "版本", "3.0.1"},
			{"开发者", "北京快乐软件有限公司", "问题", "账号注销难"},
			{"应用名称", "果豆阅读", "版本", "5.1"},
			{"开发者", "杭州果豆网络科技有限公司", "问题", "账号注销难"},
		}}}, want},
		"the version behind the name": {feeds.Writing{Body: body, Tables: [][][]string{{
			{"序号", "APP名称（版本）", "主办单位"},
			{"1", "云优记账（1.2）", "上海云优科技有限公司"},
			{"2", "快乐相机（版本号：3.0.1）", "北京快乐软件有限公司"},
			{"3", "果豆阅读(5.1)", "杭州果豆网络科技有限公司"},
		}}}, want},
		"all that have one problem": {feeds.Writing{Body: body, Tables: [][][]string{{
			{"序号", "问题类型", "涉及APP"},
			{"1", "违规收集个人信息", "云优记账、快乐相机"},
			{"2", "账号注销难", "果豆阅读"},
		}}}, names},
		"cells in lines of their own": {feeds.Writing{Body: body + "序号\n应用名称\n应用开发者\n应用版本\n所涉问题\n1\n云优记账\n上海云优科技有限公司\n1.2\n违规收集个人信息\n" +
			"2\n快乐相机\n北京快乐软件有限公司\n3.0.1\n账号注销难\n3\n果豆阅读\n杭州果豆网络科技有限公司\n5.1\n违规使用个人信息\n上海市通信管理局"}, want},
		"lines with the company in brackets":            {feeds.Writing{Body: body + "名单如下：\n云优记账（上海云优科技有限公司，版本1.2）\n快乐相机（北京快乐软件有限公司，版本3.0.1）\n果豆阅读（杭州果豆网络科技有限公司，版本5.1）"}, want},
		"lines with the company behind a comma":         {feeds.Writing{Body: body + "云优记账，上海云优科技有限公司，版本1.2\n快乐相机，北京快乐软件有限公司，版本3.0.1\n果豆阅读，杭州果豆网络科技有限公司，版本5.1\n联系人：王某"}, want},
		"numbered lines of name, version and company":   {feeds.Writing{Body: body + "1. 云优记账 1.2 上海云优科技有限公司\n2. 快乐相机 3.0.1 北京快乐软件有限公司\n3. 果豆阅读 5.1 杭州果豆网络科技有限公司"}, want},
		"one after another behind semicolons":           {feeds.Writing{Body: body + "具体名单如下：1.云优记账（上海云优科技有限公司，版本1.2）；2.快乐相机（北京快乐软件有限公司，版本3.0.1）；3.果豆阅读（杭州果豆网络科技有限公司，版本5.1）。"}, want},
		"numbered lines with the company behind a dash": {feeds.Writing{Body: body + "1、云优记账 —— 上海云优科技有限公司\n2、快乐相机——北京快乐软件有限公司\n3、果豆阅读 - 杭州果豆网络科技有限公司"}, companies},
		"numbered lines of name, company and version":   {feeds.Writing{Body: body + "1. 云优记账 上海云优科技有限公司 1.2\n2. 快乐相机 北京快乐软件有限公司 3.0.1\n3. 果豆阅读 杭州果豆网络科技有限公司 5.1"}, want},
		"behind their count":                            {feeds.Writing{Body: body + "以下3款应用予以下架：云优记账、快乐相机、果豆阅读。"}, names},
		"problems behind their count":                   {feeds.Writing{Body: body + "上述3款应用存在的问题为：违规收集个人信息、账号注销难、诱导跳转。"}, nil},
		"cards with a number over their lines": {feeds.Writing{Body: body, Tables: [][][]string{{
			{"1", "应用名称", "云优记账"},
			{"1", "开发者", "上海云优科技有限公司"},
			{"1", "版本", "1.2"},
			{"2", "应用名称", "快乐相机"},
			{"2", "开发者", "北京快乐软件有限公司"},
			{"2", "版本", "3.0.1"},
			{"3", "应用名称", "果豆阅读"},
			{"3", "开发者", "杭州果豆网络科技有限公司"},
			{"3", "版本", "5.1"},
		}}}, want},
		"a number, misread at times, and a name": {feeds.Writing{Body: body, Attachments: []feeds.Attachment{{
			Name: "名单.png", Image: true, How: "ocr", Table: [][]string{{"荆，", "云优记账"}, {"2，", "快乐相机"}, {"3.", "果豆阅读"}},
		}}}, names},
		"no header, under a title": {feeds.Writing{Body: body, Tables: [][][]string{{
			{"存在问题的应用", "", "", ""},
			{"1", "云优记账", "1.2", "上海云优科技有限公司"},
			{"2", "快乐相机", "3.0.1", "北京快乐软件有限公司"},
			{"3", "果豆阅读", "5.1", "杭州果豆网络科技有限公司"},
		}}}, want},
		"no header, and another number of rows": {feeds.Writing{Body: body, Tables: [][][]string{{
			{"1", "张某", "上海云优科技有限公司"}, {"2", "李某", "北京快乐软件有限公司"},
		}}}, nil},
		"numbers and names in blocks": {feeds.Writing{Body: body, Tables: [][][]string{{
			{"序号", "应用名称", "序号", "应用名称", "序号", "应用名称"}, {"1", "云优记账", "2", "快乐相机", "3", "果豆阅读"},
		}}}, names},
		"heads in other words": {feeds.Writing{Body: body, Tables: [][][]string{{
			{"编号", "被测应用", "版本", "责任主体", "风险类型"},
			{"1", "云优记账", "1.2", "上海云优科技有限公司", "违规收集个人信息"},
			{"2", "快乐相机", "3.0.1", "北京快乐软件有限公司", "账号注销难"},
			{"3", "果豆阅读", "5.1", "杭州果豆网络科技有限公司", "违规使用个人信息"},
		}}}, want},
		"fewer lines than it counts": {feeds.Writing{Body: body + "云优记账，上海云优科技有限公司，版本1.2\n快乐相机，北京快乐软件有限公司，版本3.0.1"}, nil},
	} {
		c.w.Title, c.w.Source = appTitle, "SHCA"
		if got := listed(r.Read(c.w).Apps); fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

func TestASecondListWithAnAppMoreIsReadToo(t *testing.T) {
	head := []string{"序号", "应用名称", "应用版本"}
	first := [][]string{head, {"1", "云优记账", "1.2"}, {"2", "快乐相机", "3.0"}, {"3", "果豆阅读", "5.1"}}
	second := [][]string{head, {"1", "云优记账", "1.2"}, {"2", "快乐相机", "3.1"}, {"3", "米星天气", "5.1"}}
	got := factstest.Reader(t).Read(feeds.Writing{Title: appTitle, Source: "SHCA", Body: "共发现6款APP存在问题。", Tables: [][][]string{first, second}}).Apps
	if got == nil || len(got.Rows) != 6 {
		t.Errorf("got %+v", got)
	}
}
