package article

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/pattern"
)

// Names of several persons: under a heading that says who they are, or one after another
// behind a label.

// peopleHeading is the heading over those who wrote an article.
var peopleHeading = pattern.MustCompile(`^(?i:written by|authors?|article authors?|contributors?|contributed by|(?:本文)?作者)\s*[:：]?$`)

// maxPeopleNodes is how much of a page is looked at under such a heading.
const maxPeopleNodes = 160

// peopleUnder are the names of persons in the elements that follow the heading whose words n
// is, up to the next one.
func peopleUnder(n *html.Node) (names []string) {
	at := n.Parent
	for up := 0; at != nil && up < maxBeside && !hasElementBehind(at); up++ {
		at = at.Parent
	}
	if at == nil || dom.Is(at, atom.Body, atom.Main, atom.Article) {
		return nil
	}
	looked := 0
	for s := at.NextSibling; s != nil && !dom.Is(s, atom.H1, atom.H2); s = s.NextSibling {
		for d := range s.Descendants() {
			if looked++; looked > maxPeopleNodes || len(names) == maxAuthors {
				return names
			}
			if d.Type != html.TextNode || dom.Is(d.Parent, dom.Silent...) {
				continue
			}
			line := degree.ReplaceAllString(dom.Line(d.Data), "")
			if isSentenceText(line) && names == nil {
				return nil // the text itself
			}
			if (isPersonName(line) || hanPerson.MatchString(line) && hasSurname(line) && isPeopleLink(d)) && !slices.Contains(names, line) {
				names = append(names, line)
			}
		}
	}
	return names
}

func hasElementBehind(n *html.Node) bool {
	for s := n.NextSibling; s != nil; s = s.NextSibling {
		if s.Type == html.ElementNode && textLength(s) > 0 {
			return true
		}
	}
	return false
}

// betweenNames is what stands between names in Chinese, inBrackets what one is beside its
// bearer's name.
var (
	betweenNames = regexp.MustCompile(`[\s\x{a0}\x{3000}、，,;；/／&|｜]+`)
	inBrackets   = pattern.MustCompile(`[（(][^）)]{1,12}[）)]`)
	roleWord     = pattern.MustCompile(`^(?:律师|合伙人|高级合伙人|顾问|资深顾问|律师助理|实习律师|实习生|教授|副教授|博士|研究员|助理|等)$`)
)

// hanNames are the names of persons in Chinese with which a line begins.
func hanNames(line string) (names []string) {
	for _, word := range betweenNames.Split(strings.TrimSpace(inBrackets.ReplaceAllString(line, " ")), maxAuthors+1) {
		switch {
		case roleWord.MatchString(word) && names != nil:
		case hanPerson.MatchString(word) && hasSurname(word) && !noSource.MatchString(word) && !isWholePlace(word):
			if !slices.Contains(names, word) {
				names = append(names, word)
			}
		default:
			return names
		}
	}
	return names
}

// surnames are those that nine persons of ten have in Chinese, and their traditional forms.
const surnames = "王李张劉刘陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林罗羅高郑鄭梁谢謝宋唐许許韩韓邓鄧冯馮曹彭曾肖萧蕭田董潘袁蔡蒋蔣余于杜叶葉程魏苏蘇吕呂丁任卢盧姚沈钟鍾姜崔谭譚陆陸范汪廖石金韦賈贾夏傅方邹鄒熊白孟秦邱侯江尹薛闫阎雷龙龍黎史陶贺賀毛郝顾顧龚龔邵万萬覃武钱錢戴严嚴欧歐莫孔向常汤湯康易乔喬赖賴文洪季施牛温溫樊葛邢安齐齊伍关關章鲁魯庄莊聂焦殷岳梅柳骆倪费凌应左祝甘项詹宁喻成裴兰阮解卓辛耿包翁柯单冉俞游符车尤迟米"

// hasSurname reports whether a name begins with one of them.
func hasSurname(name string) bool {
	r, _ := utf8.DecodeRuneInString(name)
	return strings.ContainsRune(surnames, r)
}
