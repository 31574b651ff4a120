package extract

import "testing"

func TestLabelsLoseTheBracketsAroundAndBehindThem(t *testing.T) {
	for label, want := range map[string]string{
		"附件：名单（）":  "附件：名单",
		"名单 [ ]":   "名单",
		"名单：【】":    "名单",
		"【名单】":     "名单",
		"名单（第一批）":  "名单（第一批）",
		"（征求意见稿）：": "征求意见稿",
	} {
		if got := withoutBrackets(label); got != want {
			t.Errorf("%q is called %q, want %q", label, got, want)
		}
	}
}
