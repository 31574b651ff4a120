package fetch_test

import (
	"fmt"

	"github.com/regwire/regwire/feeds/fetch"
)

func ExampleClient_CheckURL() {
	client := fetch.New(fetch.Config{})
	for _, raw := range []string{"HTTP://www.Example.cn:80/公告?id=1", "http://0x7f.1/", "http://[::ffff:169.254.169.254]/"} {
		u, err := client.CheckURL(raw)
		fmt.Println(u, err)
	}
	// Output:
	// http://www.example.cn/%E5%85%AC%E5%91%8A?id=1 <nil>
	// <nil> blocked address: a host name cannot end in a number
	// <nil> blocked address: it is not a public address, and egress.allow does not name it
}

func ExampleDecode() {
	saved := []byte("<meta charset=gb2312>\xca\xfd\xbe\xdd") // 数据
	body, charset, replaced := fetch.Decode(saved, "text/html", "")
	fmt.Println(string(body), charset, replaced)
	// Output: <meta charset=gb2312>数据 gb18030 0
}
