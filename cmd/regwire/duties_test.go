package main

import "testing"

// Who is bound is said in the English of the glossary, by the end of the words.
func TestWhoIsBoundIsSaidInEnglish(t *testing.T) {
	tables, err := readTables(config{})
	if err != nil {
		t.Fatal(err)
	}
	for who, want := range map[string]string{
		"个人信息处理者": "personal information handlers", "接受委托的个人信息处理者": "personal information handlers",
		"网络运营者": "network operators", "甲乙丙": "", "": "",
	} {
		if got := actorEnglish(tables.actors(), who); got != want {
			t.Errorf("%s is %q, want %q", who, got, want)
		}
	}
	if all := tables.duties("第三条 网络运营者应当备案。"); len(all) != 1 || all[0].Number != "3" || all[0].WhoEN != "network operators" {
		t.Errorf("duties %+v", all)
	}
}
