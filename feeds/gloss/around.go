package gloss

import "strings"

// around are two words with a phrase between, which English puts behind the verb.
var around = []struct{ from, to, en string }{
	{"以", "方式", "by Means of "},
	{"以", "为由", "on the Grounds of "},
	{"以", "为名", "in the Name of "},
	{"以", "名义", "in the Name of "},
	{"冒用", "名义", "in the Name of "},
	{"假借", "名义", "in the Name of "},
	{"打着", "旗号", "under the Banner of "},
	{"与", "无关", "Unrelated to "},
	{"自", "之日起", "from the Date of "},
	{"从", "之日起", "from the Date of "},
	{"以", "为基础", "Based on "},
	{"以", "为主线", "Centered on "},
	{"以", "为核心", "Centered on "},
	{"以", "为引领", "Led by "},
	{"以", "为牵引", "Driven by "},
	{"以", "为抓手", "Focusing on "},
	{"以", "为重点", "Focusing on "},
	{"以", "为导向", "Guided by "},
	{"以", "为目标", "Aiming at "},
	{"以", "为支撑", "Supported by "},
	{"以", "为依托", "Relying on "},
	{"以", "为中心", "Centered on "},
}

// framedBy reads such a phrase at i: how many tokens, and its English.
func (r *render) framedBy(in []token, i int) (int, string) {
	for _, a := range around {
		if in[i].kind != tWord && in[i].kind != tUnknown || in[i].zh != a.from {
			continue
		}
		for j := i + 2; j < len(in) && j < i+7; j++ {
			if in[j].zh == a.to {
				if in[i].verb() && (j+1 >= len(in) || !in[j+1].verb()) {
					break // 冒用机构名义的骗局
				}
				size := j - i + 1
				if strings.ContainsAny(a.to, "无为") && j+2 < len(in) && in[j+1].is("的") {
					size++ // 与服务无关的信息
				}
				return size, a.en + r.linear(in[i+1:j])
			}
		}
	}
	return 0, ""
}
