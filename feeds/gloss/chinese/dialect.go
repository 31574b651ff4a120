package chinese

import (
	"strings"

	"github.com/regwire/regwire/feeds/pattern"
)

// What Hong Kong, Macao and Taiwan, and news from abroad, call otherwise than the mainland.

// taiwanese are words of Taiwan that Hong Kong has others for.
var taiwanese = pattern.MustCompile(`网路|软体|硬体|资安|诈欺|简讯|数位|伺服器|部分条文|裁罚|施行细则|台[湾北中南]|新北|高雄|桃园|县政府|年度`)

// localWords are words that mean something else in traditional characters.
var localWords = strings.NewReplacer("户口", "账户", "简讯", "短信", "短讯", "短信", "新闻简讯", "新闻简讯", "户口名簿", "户口名簿", "户口普查", "户口普查", "网路", "网络", "软体", "软件", "保安局", "保安局", "保安员", "保安员", "保安人员", "保安人员", "保安公司", "保安公司", "改善保安", "改善安全", "保安水平", "安全水平", "保安要求", "安全要求", "骗徒", "骗子", "保安措施", "安全措施", "保安漏洞", "安全漏洞", "上载", "上传")

// texas is what the press calls that state by the name of a city in Shandong.
var texas = pattern.MustCompile(`(美国)?德州((?:联邦|地方|州)?(?:总检察长|检察长|检方|州长|参议院|众议院|州议会|议会|法官|联邦法院|联邦法官|法案|立法|数据隐私|隐私|起诉|诉|指控|状告|通过|签署|要求|禁止|与谷歌|与Meta|对\w|调查))`)

// texanCourt is a court there, as who is before it tells.
var texanCourt = pattern.MustCompile(`德州(法院[^山东]{0,8}(?:Meta|谷歌|苹果|亚马逊|微软|特斯拉|脸书|三星|TikTok|OpenAI|Google|X平台))`)

// ofTexas names it as the mainland's officials do.
func ofTexas(s string) string {
	s = texanCourt.ReplaceAllString(s, "得州$1")
	return strings.ReplaceAll(strings.ReplaceAll(texas.ReplaceAllString(s, "${1}得州$2"), "美国德州", "得州"), "美国得州", "得州")
}

// courtsOfIsland are those that the mainland has of the same name.
var courtsOfIsland = pattern.MustCompile(`^最高(法院|行政法院)(\d{2,3}年度?\p{Han}{1,6}字)`)

// islanders are offices that Taiwan names as the mainland does, in a title that uses
// words of Taiwan alone.
var (
	islanders = pattern.MustCompile(`个资|罚锾|健保|数发部|数位部|金管会|卫福部|立院|政院|资通安全|新台币|行政院|立法院|国发会|陆制|NCC|陆委会|(?:高雄|台北|新北|台中|台南|桃园|新竹|屏东)(?:地院|地检|高分院|市府)`)
	islander  = pattern.MustCompile(`(^|[ ：，、])(教育部|交通部|财政部|外交部|国防部|文化部|环境部)`)
)

// ownLaws are titles of places whose laws have the mainland's names: 澳门《网络安全法》.
var ownLaws = pattern.MustCompile(`^(?:[^内国]*澳门(?:[^内国和]|国际)*|[^内国]*(?:个资|立法院|行政院|台湾)[^内国]*)$`)

// foreign are titles of what other countries do with laws that are named alike.
var foreign = pattern.MustCompile(`^(?:日本|韩国|越南|印度|泰国|新加坡|马来西亚|印度尼西亚|印尼|菲律宾|欧盟|欧洲|英国|法国|德国|意大利|西班牙|荷兰|爱尔兰|波兰|瑞士|瑞典|挪威|丹麦|芬兰|奥地利|比利时|葡萄牙|希腊|土耳其|俄罗斯|美国|加拿大|巴西|墨西哥|阿根廷|智利|澳大利亚|新西兰|南非|尼日利亚|肯尼亚|埃及|以色列|沙特|阿联酋|哈萨克斯坦|巴基斯坦|孟加拉国|斯里兰卡|柬埔寨|老挝|缅甸|蒙古国)[^中我]*$`)

// ofHongKong are words of Hong Kong's market alone.
var ofHongKong = pattern.MustCompile(`证券行|经纪行|持牌(?:法团|人士|机构)|上市公司董事罚|牌照申请人`)

// ofTaiwan names such an office by its place.
func ofTaiwan(s string) string {
	return islander.ReplaceAllString(s, "${1}台湾$2")
}
