package facts_test
import ("testing";"bufio";"os";"strings";"fmt";"encoding/json";"github.com/regwire/regwire/feeds")
func TestExplore(t *testing.T){
 f,err:=os.Open(os.Getenv("EXPLORE")); if err!=nil {t.Skip()}
 r:=newReader(t)
 sc:=bufio.NewScanner(f)
 for sc.Scan(){
  l:=strings.Split(sc.Text(),"\t")
  for len(l)<4 {l=append(l,"")}
  if l[3]=="" {l[3]="2022-09-14"}
  w:=feeds.Writing{Title:l[0],Body:strings.ReplaceAll(l[1],"\\n","\n"),Source:feeds.AuthorityID(l[2]),Published:feeds.Day(l[3])}
  g:=r.Read(w)
  ds,_:=json.Marshal(g.Dates)
  var fs []string
  for _,x:=range g.Figures { m:=""; if x.Minor{m="-"}; fs=append(fs,fmt.Sprintf("%s%s=%d%s",m,x.Name,x.Value,x.Bound)) }
  fmt.Printf("%s\n   %v %s [%s] %v F=%v L=%v N=%v%v%v", l[0], g.Authorities, g.DocType, g.Stage, g.Force, fs, g.LegalBasis,g.DocNumbers,g.CaseNumbers,g.PlanNumbers)
  if l[1]!="" { fmt.Printf(" D=%s P=%v C=%v Pen=%d Prob=%v", ds, g.Procedure, g.Contacts, len(g.Penalties), g.Problems) }
  fmt.Println()
 }
}
