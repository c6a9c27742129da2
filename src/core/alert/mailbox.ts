/** One address of a person, apart from the name that stands before it: `Trade team <trade@example.org>`. */
export type Mailbox = {
  /** Shown name without quotes or line breaks; '' when there is none. */
  readonly name: string
  readonly address: string
}

/** `Trade team <trade@example.org>`, for people. */
export function formatMailbox({ name, address }: Mailbox): string {
  return name === '' ? address : `${name} <${address}>`
}
