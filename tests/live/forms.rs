//! Forms as they stand on a page, and what a browser would send of them.

/// A form.
pub struct Form {
    /// Where it is sent to.
    pub to: String,
    /// Whether it only asks.
    pub asks: bool,
    pub fields: Vec<Field>,
    /// What may be pressed, by name and value; empty where the one button says nothing.
    pub buttons: Vec<(String, String)>,
}

/// A field that has a name.
pub struct Field {
    pub name: String,
    /// What is sent where nobody touches it; none where it is for people to write in.
    pub value: Option<String>,
    /// Whether it is sent at all only where somebody ticks it.
    pub ticked: bool,
    /// Whether nobody sees it.
    pub hidden: bool,
    required: bool,
    chosen: bool,
}

impl Form {
    /// What it does: its hidden word, or the buttons that say one.
    pub fn does(&self) -> Vec<&str> {
        let hidden = self.fields.iter().filter(|field| field.name == "do");
        let hidden = hidden.filter_map(|field| field.value.as_deref());
        let pressed = self.buttons.iter().filter(|(name, _)| name == "do");
        hidden
            .chain(pressed.map(|(_, value)| value.as_str()))
            .collect()
    }
}

/// All forms of a page.
pub fn forms(page: &str) -> Vec<Form> {
    let forms = page.split("<form ").skip(1);
    let forms = forms.filter_map(|form| form.split_once("</form>").map(|(form, _)| form));
    forms.map(read).collect()
}

fn read(form: &str) -> Form {
    let (head, _) = form.split_once('>').expect("its first tag ends");
    let head = &format!(" {head}");
    let mut read = Form {
        to: attribute(head, "action").expect("it is sent somewhere"),
        asks: attribute(head, "method").is_some_and(|method| method == "get"),
        fields: Vec::new(),
        buttons: Vec::new(),
    };
    for tag in form.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap_or_default();
        let word = tag.split(' ').next().unwrap_or_default();
        let (name, value) = (attribute(tag, "name"), attribute(tag, "value"));
        let kind = attribute(tag, "type").unwrap_or_default();
        let checkbox = kind == "checkbox";
        // What is ticked already is sent as it stands.
        let ticked = checkbox && !tag.ends_with(" checked");
        let value = match (word, name.is_some()) {
            ("select", true) => Some(String::new()),
            ("input", true) if checkbox || kind == "hidden" => value,
            ("input" | "textarea", true) => None,
            ("button", true) => {
                read.buttons
                    .extend(name.map(|name| (name, value.unwrap_or_default())));
                continue;
            }
            ("option", _) => {
                choose(read.fields.last_mut(), value.unwrap_or_default(), tag);
                continue;
            }
            _ => continue,
        };
        read.fields.push(Field {
            name: name.unwrap_or_default(),
            value,
            ticked,
            hidden: kind == "hidden",
            chosen: false,
            required: tag.contains(" required"),
        });
    }
    read
}

/// The first choice holds until another is marked, and none is no choice where one is required.
fn choose(field: Option<&mut Field>, value: String, tag: &str) {
    let field = field.expect("choices are those of a field");
    let none = field.required && value.is_empty();
    if tag.ends_with(" selected") || (!field.chosen && !none) {
        (field.value, field.chosen) = (Some(value), true);
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    crate::server::between(tag, &format!(" {name}=\""), "\"")
}
