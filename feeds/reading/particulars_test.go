package reading_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/regwire/regwire/feeds"
)

// TestParticulars: what a rule asks for and names is told with the words that say so,
// and nothing that it tells of another document, or says is not asked.
func TestParticulars(t *testing.T) {
	for _, c := range []struct{ name, title, body, want, not string }{
		{"a duty", "未成年人个人信息保护管理办法", "国家互联网信息办公室令第20号公布，自2026年1月1日起施行。处理不满十四周岁未成年人个人信息的，应当取得未成年人的父母或者其他监护人的同意。", "Requires the consent of a guardian, in cases that it names.", ""},
		{"several duties", "网络平台个人信息保护管理规定", "国家互联网信息办公室令第21号公布。平台应当指定个人信息保护负责人。提供个人信息的，应当取得个人的单独同意。处理者应当事前进行个人信息保护影响评估。", "Requires separate consent, a personal information protection impact assessment and a person in charge of personal information protection, in cases that it names.", ""},
		{"a draft", "国家互联网信息办公室关于《网络平台管理规定（征求意见稿）》公开征求意见的通知", "现公开征求意见，意见反馈截止时间为2026年3月1日。平台应当取得个人的单独同意。", "Would require separate consent, in cases that it names.", "Requires"},
		{"guidance binds nobody", "上海市个人信息保护合规指引", "上海市互联网信息办公室发布本指引。企业应当定期开展个人信息保护合规审计。", "Calls for a personal information protection compliance audit, in cases that it names.", "Requires"},
		{"another law's duty", "数据安全管理规定", "国家互联网信息办公室令第22号公布。《个人信息保护法》规定，处理敏感个人信息应当取得个人的单独同意。", "", "consent"},
		{"what is not asked", "促进和规范数据跨境流动规定", "国家互联网信息办公室令第16号公布。符合条件的，无需适用应当申报数据出境安全评估的规定。", "", "Requires"},
		{"a threshold in ten thousands", "个人信息保护合规审计管理办法", "国家互联网信息办公室令第18号。处理超过1000万人个人信息的，应当每两年至少开展一次个人信息保护合规审计。", "Names a threshold: personal information of more than 10,000,000 people.", ""},
		{"a range", "个人信息出境认证办法", "国家互联网信息办公室令第23号公布。累计向境外提供10万人以上、不满100万人个人信息的，可以通过认证。", "Names a threshold: personal information of 100,000 or more and fewer than 1,000,000 people.", ""},
		{"a range, and the one of sensitive information beside it", "个人信息出境认证办法", "国家互联网信息办公室令第20号公布。自当年1月1日起累计向境外提供10万人以上、不满100万人个人信息（不含敏感个人信息）或者不满1万人敏感个人信息的，可以通过认证。", "Names a threshold: personal information of 100,000 or more and fewer than 1,000,000 people, or sensitive personal information of fewer than 10,000 people.", ""},
		{"two least numbers", "促进和规范数据跨境流动规定", "国家互联网信息办公室令第16号公布。累计向境外提供100万人以上个人信息（不含敏感个人信息）或者1万人以上敏感个人信息的，应当申报数据出境安全评估。", "Names a threshold: personal information of 1,000,000 people or more, or sensitive personal information of 10,000 people or more.", ""},
		{"a threshold in characters", "人脸识别技术应用安全管理办法", "国家互联网信息办公室令第19号公布。存储的人脸信息数量达到十万人的，应当备案。", "Names a threshold: facial information of 100,000 people.", ""},
		{"a term", "人脸信息备案管理办法", "国家互联网信息办公室令第24号公布。处理者应当在三十个工作日内向省级网信部门履行备案手续。", "Names a term: 30 working days for filing.", ""},
		{"kinds of data", "工业数据安全管理办法", "工业和信息化部令第70号公布。本办法将数据分为核心数据、重要数据和一般数据。", "Sorts data into core, important and general data.", ""},
		{"chapters", "网络数据安全管理条例", "国务院公布《网络数据安全管理条例》，共9章64条，自2025年1月1日起施行。", "Has 9 chapters and 64 articles.", ""},
		{"a range of fines", "网络数据安全管理条例", "国务院公布《网络数据安全管理条例》。拒不改正的，处五万元以上五十万元以下罚款。", "Names fines of RMB 50,000 to RMB 500,000.", ""},
		{"a list of data", "江苏省数据出境负面清单适用指引", "江苏省互联网信息办公室发布指引，清单列明4个领域32项数据。", "Lists 32 items of data in 4 fields.", ""},
		{"a term after an incident", "银行数据安全管理办法", "国家互联网信息办公室令第25号公布。发生数据安全事件，应于2小时内报告监管机构。", "Names a term: 2 hours for reporting.", ""},
		{"every year", "银行数据安全管理办法", "国家互联网信息办公室令第25号公布。重要数据处理者应当于每年1月15日前报送上一年度风险评估报告。", "Reporting is due every year, first by 15 January 2026 (the text says “before”).", ""},
		{"what it deals with", "工业数据安全管理办法", "工业和信息化部令第71号公布。办法明确数据分类分级、日志留存和监测预警要求。", "Deals with: data classification and grading; log retention; monitoring and early warning.", ""},
		{"a list with words that have no English", "工业数据安全管理办法", "工业和信息化部令第71号公布。办法明确数据分类分级、日志留存和甲乙丙丁要求。", "Deals with: data classification and grading; log retention; others.", ""},
		{"deeds of a plan", "关于推进数据要素发展的意见", "国家互联网信息办公室等部门印发意见，提出完善药品监管数据资源治理，健全网络安全保障体系。", "Calls for: improving the governance of drug regulatory data resources; improving the cybersecurity safeguard system.", ""},
		{"a duty is no subject", "工业数据安全管理办法", "工业和信息化部令第71号公布。处理者应当明确管理机构、责任人员和监测预警。", "", "Deals with"},
		{"a duty that goes on behind a comma is none either", "工业数据安全管理办法", "工业和信息化部令第71号公布。检查开始前应取得企业的书面授权，明确管理机构、责任人员和监测预警。", "", "Deals with"},
		{"a subject behind a demand", "工业数据安全管理办法", "工业和信息化部令第71号公布。办法提出了具体要求，明确数据分类分级、日志留存和监测预警。", "Deals with: data classification and grading; log retention; monitoring and early warning.", ""},
		{"what another law deals with", "工业数据安全管理办法", "工业和信息化部令第71号公布。《数据安全法》规定数据分类分级、监测预警和风险评估。", "", "Deals with"},
		{"articles", "工业数据安全管理办法", "工业和信息化部令第71号公布。\n第一章 总则\n第一条 本办法明确数据分类分级、日志留存和监测预警。", "", "Deals with"},
		{"what is forbidden", "关于加强网约车平台个人信息保护的通知", "通知要求各平台不得超范围收集乘客信息，严禁向第三方提供行程信息。", "Prohibits excessive or forced collection of information and passing information on to others, in cases that it names.", ""},
		{"what would be forbidden", "国家互联网信息办公室关于《网络平台管理规定（征求意见稿）》公开征求意见的通知", "现公开征求意见，意见反馈截止时间为2026年3月1日。平台不得出售用户个人信息。", "Would prohibit the sale of information, in cases that it names.", "Prohibits"},
		{"what is exempt", "自贸试验区数据出境负面清单管理办法", "国家互联网信息办公室令第26号公布。清单外数据可免予申报数据出境安全评估。", "Names cases exempt from the security assessment.", ""},
		{"the guardian by another word", "关于规范校园刷脸设备使用管理的通知", "通知要求各校不得将刷脸作为学生进出校园的唯一方式。确有必要使用的，应当取得学生家长书面同意。", "Requires the consent of a guardian, in cases that it names.", ""},
		{"a duty after a bare 应", "工业控制系统安全防护规定", "工业和信息化部令第72号公布。企业应建立资产清单，运营者应当制定网络安全事件应急预案。", "Requires an inventory of assets or data and an emergency plan, in cases that it names.", ""},
		{"lookups", "寄递用户信息保护规定", "交通运输部令第8号公布。严禁企业员工违规查询、导出收寄信息。", "Prohibits unauthorised lookups or copies, in cases that it names.", ""},
		{"goals and objects beside deeds", "关于促进数据产业发展的意见", "国家互联网信息办公室等部门印发意见，提出到2029年产业规模增长超过15%，培育多元经营主体，加快数据技术创新，推动隐私计算、数据空间等试验。", "Calls for: fostering diverse business entities; accelerating data technology innovation; others.", ""},
		{"no rule", "关于召开个人信息保护座谈会的新闻", "会议指出，企业应当取得个人的单独同意。", "", "consent"},
	} {
		t.Run(c.name, func(t *testing.T) {
			out := reader(t).Read(feeds.Writing{Title: c.title, Body: c.body, Source: "CAC", Published: "2026-01-05"})
			var said []string
			for _, s := range out.Summary {
				said = append(said, s.EN)
				for _, q := range s.Quotes {
					if q.In == "text" && !strings.HasPrefix(c.body[q.Offset:], q.Text) {
						t.Errorf("%q does not stand at %d", q.Text, q.Offset)
					}
				}
			}
			if c.want != "" && !slices.Contains(said, c.want) {
				t.Errorf("got %q, want %q among it", said, c.want)
			}
			if c.not != "" && strings.Contains(strings.Join(said, " "), c.not) {
				t.Errorf("got %q, which says %q", said, c.not)
			}
		})
	}
}
