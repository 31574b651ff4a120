package command

// InChinese is the name of a verb in Chinese.
func InChinese(name string) string {
	v, _ := lookup(name)
	return v.zh
}
