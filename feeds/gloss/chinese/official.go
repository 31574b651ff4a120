package chinese

import "github.com/regwire/regwire/feeds/pattern"

// titleRewordings are those that official titles need, after the others.
var titleRewordings = []rewording{
	// who of a ministry speaks, by rank
	{"司局", pattern.MustCompile(`(?:相关|有关)司局(?:有关|相关)?负责(?:人|同志)`), "有关负责人"},
	{"几个", pattern.MustCompile(`几个(\p{Han}{0,6}问题)`), "若干$1"},
	// a notice that forwards one, without marks around the one it forwards
	{"的通知的通知", pattern.MustCompile(`关于转发([^《》关]{2,24}?)关于(印发|发布|公布|实施)《([^《》]+)》的通知的通知`), "关于转发《${1}关于${2}〈${3}〉的通知》的通知"},
	{"的通知的通知", pattern.MustCompile(`关于转发([^《》关]{2,24}?)关于([^《》]{4,60}?)的通知的通知`), "关于转发《${1}关于${2}的通知》的通知"},
	// a request of one body that another answers, without marks around the request
	{"请示的", pattern.MustCompile(`关于([^《》关]{4,24}?)(关于[^《》]{4,60}?)(?:有关|相关)?(?:的)?请示的(批复|复函|答复)`), "关于${1}《${2}的请示》的${3}"},
	// with what something is done, as Hong Kong, Macao and Taiwan say it
	{"透过", pattern.MustCompile(`透过([^，：；的 ]{2,16}?(?:系统|平台|软件|程序|装置|设备|技术))`), "利用$1"},
	// what a body plans to do, which is no plan of it
	{"计划", pattern.MustCompile(`^([^《》，：；的 ]{0,14}?(?:部|局|委|办|署|院|会|厅|省|市|国|公司|平台|欧盟))计划((?:开展|出台|修订|修改|制定|推出|发布|建立|启动|立法|加强|禁止|限制|要求|扩大|取消|设立|征收)[^，：；的]{2,})$`), "${1}拟${2}"},
	// what is answered by letter, to whoever put it forward
	{"关于对", pattern.MustCompile(`关于对([^《》，：；]{4,50}?(?:方案|规划|计划|报告))的(复函|批复|答复|函)$`), "关于${1}的${2}"},
	// what something is about, as Hong Kong says it
	{"有关", pattern.MustCompile(`(发表|发布|发出|刊发)有关([^，：；的 ]{2,24})的(声明|报告|指引|意见|提示|警示)`), "${1}关于${2}的${3}"},
	// of what place a group is that is set up there
	{"成立", pattern.MustCompile(`成立(省|市|县)(\p{Han}{2,20}?(?:领导小组|委员会|工作专班|专班))`), "成立${1}级${2}"},
	// what is told of publicly is published
	{"曝光", pattern.MustCompile(`曝光((?:一批|[\d一二三四五六七八九十]+[起例个])[^，：；]{2,24}?典型案[例件])`), "公布$1"},
	// two ways in which one thing is against the law
	{"违规", pattern.MustCompile(`(侵[犯害][^，：；的《》 ]{2,10}?(?:隐私|权益|信息))((?:违法)?违规(?:A[Pp][Pp]|应用|软件|平台))`), "${1}的${2}"},
	// the first list of several
	{"首批", pattern.MustCompile(`(公布|发布|公示|印发)首批([^，：；《》 的通]{3,24}?(?:名单|目录))$`), "${1}第一批$2"},
	// what crime the law is applied to
	{"适用法律", pattern.MustCompile(`关于([^，：；《》 ]{2,20}罪)适用法律(?:有关|若干|相关)?问题`), "关于${1}法律适用问题"},
	// what law applies to, by the cases
	{"法律适用问题", pattern.MustCompile(`(涉[^，：；的《》]{2,24}?纠纷)(?:案件)?(?:若干|有关|相关)?法律适用问题`), "审理${1}案件适用法律若干问题"},
	// two ways of saying that something goes on to be in force
	{"有效期", pattern.MustCompile(`关于延续《([^《》]+)》有效期限?`), "关于延长《${1}》有效期"},
	// an edition behind the name of a document, in figures: 指南2.0
	{".0", pattern.MustCompile(`((?:指南|指引|方案|框架|规范|白皮书))(\d\.0)版?》`), "${1}(${2}版)》"},
}
