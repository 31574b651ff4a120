package replay_test

import (
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/regwire/regwire/feeds/replay"
)

// A client needs two things of the server: how to dial, and whom to trust.
func Example() {
	recording, err := replay.September2022()
	if err != nil {
		fmt.Println(err)
		return
	}
	server, err := recording.Serve()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = server.Close() }()

	transport := &http.Transport{DialContext: server.DialContext, TLSClientConfig: &tls.Config{RootCAs: server.RootCAs()}}
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport}
	req, err := http.NewRequestWithContext(context.Background(), http.MethodGet, "http://www.cac.gov.cn/2022-09/08/c_1664260384702890.htm", nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	resp, err := client.Do(req)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = resp.Body.Close() }()
	page, err := io.ReadAll(resp.Body)
	fmt.Println(resp.Status, strings.Contains(string(page), "互联网弹窗信息推送服务管理规定"), err)
	for _, seen := range server.Requests() {
		fmt.Println(seen.Scheme, seen.Host, seen.Status)
	}
	// Output:
	// 200 OK true <nil>
	// http www.cac.gov.cn 301
	// https www.cac.gov.cn 200
}
