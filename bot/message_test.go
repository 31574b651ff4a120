package bot

import "testing"

func TestNoChineseIsSlanted(t *testing.T) {
	for words, want := range map[string]Style{"our English": Italic, "（自动英译）": Normal, "note by 张三": Normal, "": Italic} {
		if got := Italic.On(words); got != want {
			t.Errorf("%q in italics is shown as %q, want %q", words, got, want)
		}
	}
	if Bold.On("征求意见") != Bold {
		t.Error("Chinese is bold no more")
	}
}
