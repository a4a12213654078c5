package formats

// The descriptions of the tables as their readers know them: CSV on the Web and Data Package.
type (
	csvwGroup struct {
		Context  []any       `json:"@context"`
		About    []spoken    `json:"dc:description"`
		License  reference   `json:"dc:license"`
		Modified typed       `json:"dc:modified"`
		Tables   []csvwTable `json:"tables"`
	}
	csvwTable struct {
		URL         string     `json:"url"`
		Title       []spoken   `json:"dc:title"`
		Description []spoken   `json:"dc:description"`
		Schema      csvwSchema `json:"tableSchema"`
	}
	csvwSchema struct {
		AboutURL    string       `json:"aboutUrl,omitempty"`
		Columns     []csvwColumn `json:"columns"`
		PrimaryKey  []string     `json:"primaryKey,omitempty"`
		ForeignKeys []csvwKey    `json:"foreignKeys,omitempty"`
	}
	csvwColumn struct {
		Name        string       `json:"name"`
		Titles      string       `json:"titles"` // what is in the first line, which must be the same
		Title       []spoken     `json:"dc:title"`
		Description []spoken     `json:"dc:description"`
		Datatype    csvwDatatype `json:"datatype"`
		Separator   string       `json:"separator,omitempty"`
		Lang        string       `json:"lang,omitempty"`
		Required    bool         `json:"required,omitempty"`
	}
	csvwDatatype struct {
		Base   string `json:"base"`
		Format string `json:"format,omitempty"`
	}
	csvwKey struct {
		Column    string `json:"columnReference"`
		Reference struct {
			Resource string   `json:"resource"`
			Column   []string `json:"columnReference"`
		} `json:"reference"`
	}
	spoken struct {
		Value    string `json:"@value"`
		Language string `json:"@language"`
	}
	typed struct {
		Value string `json:"@value"`
		Type  string `json:"@type"`
	}
	reference struct {
		ID string `json:"@id"`
	}
)

type (
	dataPackage struct {
		Schema      string     `json:"$schema"`
		Name        string     `json:"name"`
		ID          string     `json:"id"`
		Title       string     `json:"title"`
		Description string     `json:"description"`
		Version     string     `json:"version"`
		Created     string     `json:"created"`
		Homepage    string     `json:"homepage"`
		Keywords    []string   `json:"keywords"`
		Licenses    []licensed `json:"licenses"`
		Sources     []origin   `json:"sources"`
		Resources   []resource `json:"resources"`
	}
	licensed struct {
		Name  string `json:"name"`
		Path  string `json:"path"`
		Title string `json:"title"`
	}
	origin struct {
		Title string `json:"title"`
		Path  string `json:"path"`
	}
	resource struct {
		Name        string      `json:"name"`
		Path        string      `json:"path"`
		Type        string      `json:"type"`
		Title       string      `json:"title"`
		Description string      `json:"description"`
		Format      string      `json:"format"`
		Mediatype   string      `json:"mediatype"`
		Encoding    string      `json:"encoding"`
		Bytes       int         `json:"bytes"`
		Hash        string      `json:"hash"`
		Schema      tableSchema `json:"schema"`
	}
	tableSchema struct {
		Fields      []tableField `json:"fields"`
		PrimaryKey  []string     `json:"primaryKey,omitempty"`
		ForeignKeys []foreignKey `json:"foreignKeys,omitempty"`
	}
	tableField struct {
		Name        string      `json:"name"`
		Type        string      `json:"type"`
		Format      string      `json:"format,omitempty"`
		Title       string      `json:"title"`
		Description string      `json:"description"`
		Constraints constraints `json:"constraints,omitzero"`
		Categories  []category  `json:"categories,omitempty"`
	}
	constraints struct {
		Required bool     `json:"required,omitempty"`
		Unique   bool     `json:"unique,omitempty"`
		Pattern  string   `json:"pattern,omitempty"`
		Enum     []string `json:"enum,omitempty"`
	}
	category struct {
		Value string `json:"value"`
		Label string `json:"label"`
	}
	foreignKey struct {
		Fields    []string `json:"fields"`
		Reference struct {
			Resource string   `json:"resource"`
			Fields   []string `json:"fields"`
		} `json:"reference"`
	}
)
