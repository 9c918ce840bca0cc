// rare
/** The documentation of an object: its signature, docstring and members. */
import type { HelpElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { named } from "./shared/test_id";

export default function Help({ element }: ElementProps<HelpElement>) {
  const { name, kind, value, doc, members = [] } = element;
  return (
    <div {...named("stHelp")}>
      <div class="help-head">
        {name && <strong data-testid="stHelpName">{name}</strong>}{" "}
        <span data-testid="stHelpType">{kind}</span>{" "}
        {value && <span data-testid="stHelpValue">{value}</span>}
      </div>
      <div class="help-doc" data-testid="stHelpDoc" tabIndex={0} role="note">
        {doc || "No docs available"}
      </div>
      {members.length > 0 && (
        <table data-testid="stHelpMembersTable" aria-label="Members">
          <tbody>
            {members.map((member) => (
              <tr key={member.name} data-testid="stHelpMember">
                <th scope="row">
                  <strong data-testid="stHelpMemberDocName">{member.name}</strong>{" "}
                  <span data-testid="stHelpMemberDocType">{member.kind}</span>
                </th>
                <td data-testid="stHelpMemberDocString">{member.text}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
