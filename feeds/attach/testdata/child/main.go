// Child is the child process of this package's tests. It is built without the race
// detector, which needs more memory than a child may have.
package main

import (
	"fmt"
	"os"

	"github.com/regwire/regwire/feeds/attach"
)

func main() {
	if err := attach.Child(os.Args[2:], os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
